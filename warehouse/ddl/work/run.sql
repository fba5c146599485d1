create table work.run (
    run_id varchar not null,
    started_at timestamp with time zone not null,
    is_full boolean not null
);

comment on table work.run is
    'One row: the run that is under way. Key: run_id.';
comment on column work.run.run_id is
    'The run, by the run id that Dagster shows.';
comment on column work.run.started_at is
    'When it started.';
comment on column work.run.is_full is
    'True if all tables are derived again from the stored records.';
