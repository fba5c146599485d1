create table main.quality_results (
    run_id varchar not null,
    table_name varchar not null,
    expectation varchar not null,
    column_name varchar,
    severity varchar not null,
    passed boolean not null,
    observed varchar,
    unexpected_count bigint,
    checked_at timestamp with time zone not null
);

comment on table main.quality_results is
    'One row per expectation and run: the audit that this version passed. All runs, including failed ones, are in history.duckdb. Key: run_id, table_name, expectation, column_name.';
comment on column main.quality_results.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column main.quality_results.table_name is
    'The table that was checked.';
comment on column main.quality_results.expectation is
    'Name of the expectation, as in its suite and in the Dagster UI.';
comment on column main.quality_results.column_name is
    'The column that it checks; NULL if it checks the table.';
comment on column main.quality_results.severity is
    'critical (a failure stops publication) or warning (a failure is reported).';
comment on column main.quality_results.passed is
    'Whether the expectation was met.';
comment on column main.quality_results.observed is
    'The observed value.';
comment on column main.quality_results.unexpected_count is
    'Number of rows that violate it.';
comment on column main.quality_results.checked_at is
    'When it was checked.';
