-- A run says on which version it was built, if that was not simply the one before.
alter table main.runs add column reason varchar;
comment on column main.runs.status is
    'published, audit_failed or failed; in history.duckdb also running, killed and rolled_back.';
comment on column main.runs.reason is
    'Why it did what a run does not do as a rule: the version it was built on instead of the current one, or the version a rollback went back to. NULL for an ordinary run.';
