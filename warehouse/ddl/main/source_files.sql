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
    ingested_at timestamp with time zone not null,
    layout varchar,
    removed_count bigint not null
);

comment on table main.source_files is
    'The ledger: one row per raw file and content ever seen. Key: record_path, sha256.';
comment on column main.source_files.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column main.source_files.bytes is
    'Size of the file in bytes.';
comment on column main.source_files.stat_signature is
    'Size, modification time and inode of the file; while these stay the same, the file counts as unchanged.';
comment on column main.source_files.sha256 is
    'SHA-256 of the file, together with its sidecar if there is one; NULL if it could not be read.';
comment on column main.source_files.format is
    'Format, detected from the content; unknown if it is not supported or could not be decompressed.';
comment on column main.source_files.status is
    'loaded, partial (some records rejected), repeated (same bytes as another file), superseded (since changed or deleted), waiting (changed within the last minute, and still incomplete) or failed.';
comment on column main.source_files.record_count is
    'Records in the file.';
comment on column main.source_files.rejected_count is
    'Records among these that were rejected.';
comment on column main.source_files.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column main.source_files.ingested_at is
    'When the file was read.';
comment on column main.source_files.layout is
    'How a CSV file is written: delimiter, quotes, escapes, rows above the header, encoding; NULL for other formats.';
comment on column main.source_files.removed_count is
    'Records among these that a person had taken out.';
