-- A run says why it did not publish. The list of outlets and the alarms are new tables, created empty.
alter table main.runs add column if not exists reason varchar;
comment on column main.runs.status is
    'published, audit_failed or failed; in history.duckdb also running, killed and refused.';
comment on column main.runs.reason is
    'Why it did not publish: the error in one line, or the checks that failed. NULL if it published.';
