-- What a person had taken out is counted with each file. Files read before have nothing taken out.
alter table main.source_files add column removed_count bigint default 0;
alter table main.source_files alter column removed_count set not null;
alter table main.source_files alter column removed_count drop default;
comment on column main.source_files.removed_count is
    'Records among these that a person had taken out.';
-- Runs say why they did not publish. The list of outlets and the alarms are new tables, created empty.
comment on column main.runs.status is
    'published, audit_failed or failed; in history.duckdb also running, killed, refused and rolled_back.';
comment on column main.runs.reason is
    'Why it did not publish: the error in one line, or the checks that failed; or the version it was built on instead of the current one, or the version a rollback went back to. NULL for an ordinary run.';
