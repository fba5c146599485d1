create table main.runs (
    run_id varchar not null,
    status varchar not null,
    started_at timestamp with time zone not null,
    finished_at timestamp with time zone,
    product_version varchar not null,
    rules_version varchar not null,
    settings_hash varchar not null,
    input_hash varchar not null,
    files bigint,
    records bigint,
    articles_added bigint,
    articles_changed bigint,
    rejections bigint,
    clusters bigint,
    stories bigint,
    seconds double,
    step_seconds json
);

comment on table main.runs is
    'One row per run that was published, and what it did. Key: run_id.';
comment on column main.runs.run_id is
    'The id Dagster shows.';
comment on column main.runs.status is
    'published, audit_failed or failed.';
comment on column main.runs.started_at is
    'Start.';
comment on column main.runs.finished_at is
    'End.';
comment on column main.runs.product_version is
    'Version of newsfold.';
comment on column main.runs.rules_version is
    'Version of the rules that ids depend on.';
comment on column main.runs.settings_hash is
    'Hash of the settings that shape results.';
comment on column main.runs.input_hash is
    'Hash of the raw folder as the ledger saw it.';
comment on column main.runs.files is
    'Files read.';
comment on column main.runs.records is
    'Records read.';
comment on column main.runs.articles_added is
    'Articles that are new.';
comment on column main.runs.articles_changed is
    'Articles that were there and changed.';
comment on column main.runs.rejections is
    'Rejections.';
comment on column main.runs.clusters is
    'Clusters after the run.';
comment on column main.runs.stories is
    'Stories after the run.';
comment on column main.runs.seconds is
    'Seconds from start to publication.';
comment on column main.runs.step_seconds is
    'Seconds of each step.';
