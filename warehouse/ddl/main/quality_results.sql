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
    'One row per expectation per run: the audit that this version passed. All runs, failed ones too, are in history.duckdb. Key: run_id, table_name, expectation, column_name.';
comment on column main.quality_results.run_id is
    'The run that wrote this row (the id Dagster shows).';
comment on column main.quality_results.table_name is
    'The table that was judged.';
comment on column main.quality_results.expectation is
    'Name of the expectation, as in the suite and in the Dagster UI.';
comment on column main.quality_results.column_name is
    'The column it is about, if one.';
comment on column main.quality_results.severity is
    'critical (stops publication) or warning (reports).';
comment on column main.quality_results.passed is
    'Whether it held.';
comment on column main.quality_results.observed is
    'What was observed.';
comment on column main.quality_results.unexpected_count is
    'Rows that broke it.';
comment on column main.quality_results.checked_at is
    'When it was judged.';
