-- Runs say why they did not publish. The list of outlets and the alarms are new tables, created empty.
comment on column main.runs.status is
    'published, audit_failed or failed; in history.duckdb also running, killed, refused and rolled_back.';
comment on column main.runs.reason is
    'Why it did not publish: the error in one line, or the checks that failed; or the version it was built on instead of the current one, or the version a rollback went back to. NULL for an ordinary run.';
