create table main.source_files (
    record_path varchar not null,
    bytes bigint not null,
    stat_signature varchar not null,
    sha256 varchar,
    format varchar,
    status varchar not null,
    record_count bigint not null,
    rejected_count bigint not null,
    run_id varchar not null,
    ingested_at timestamp with time zone not null
);

comment on table main.source_files is
    'The ledger: one row per raw file ever seen, under each content it had. Key: record_path, sha256.';
comment on column main.source_files.record_path is
    'File relative to the raw folder; members of an archive as a.zip!b.html.';
comment on column main.source_files.bytes is
    'Size of the file.';
comment on column main.source_files.stat_signature is
    'Size, times and inode of the file as last seen: unchanged files are told by it alone.';
comment on column main.source_files.sha256 is
    'SHA-256 of the file (with its sidecar); NULL if it could not be read.';
comment on column main.source_files.format is
    'Format found from the content.';
comment on column main.source_files.status is
    'loaded, partial (some records rejected), repeated (same bytes under another name), superseded (the file changed or vanished since), waiting (unfinished) or failed.';
comment on column main.source_files.record_count is
    'Records the reader counted.';
comment on column main.source_files.rejected_count is
    'Records of these that were rejected.';
comment on column main.source_files.run_id is
    'The run that wrote this row (the id Dagster shows).';
comment on column main.source_files.ingested_at is
    'When it was read.';
