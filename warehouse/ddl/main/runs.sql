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
    step_seconds json,
    reason varchar
);

comment on table main.runs is
    'One row per published run, with its counts and times. Key: run_id.';
comment on column main.runs.run_id is
    'Run id, as Dagster shows it.';
comment on column main.runs.status is
    'published, audit_failed or failed; in history.duckdb also running, killed and rolled_back.';
comment on column main.runs.started_at is
    'When it started.';
comment on column main.runs.finished_at is
    'When it ended.';
comment on column main.runs.product_version is
    'Version of newsfold.';
comment on column main.runs.rules_version is
    'Version of the rules that ids depend on.';
comment on column main.runs.settings_hash is
    'Hash of the settings that affect results.';
comment on column main.runs.input_hash is
    'Hash of the raw files, from the ledger.';
comment on column main.runs.files is
    'Files that were read.';
comment on column main.runs.records is
    'Records that were read.';
comment on column main.runs.articles_added is
    'New articles.';
comment on column main.runs.articles_changed is
    'Earlier articles that changed.';
comment on column main.runs.rejections is
    'Rejected records and files.';
comment on column main.runs.clusters is
    'Clusters after the run.';
comment on column main.runs.stories is
    'Stories after the run.';
comment on column main.runs.seconds is
    'Seconds from start to publication.';
comment on column main.runs.step_seconds is
    'Seconds of each step and audit, as a JSON object.';
comment on column main.runs.reason is
    'Why it did what a run does not do as a rule: the version it was built on instead of the current one, or the version a rollback went back to. NULL for an ordinary run.';
