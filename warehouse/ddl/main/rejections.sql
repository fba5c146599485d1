create table main.rejections (
    record_path varchar not null,
    record_index bigint,
    record_id varchar,
    reason varchar not null,
    detail varchar not null,
    raw_excerpt varchar,
    file_sha256 varchar,
    run_id varchar not null,
    rejected_at timestamp with time zone not null
);

comment on table main.rejections is
    'One row per record, or whole file, that could not be used, and why. Key: record_path, record_index, run_id.';
comment on column main.rejections.record_path is
    'File relative to the raw folder; members of an archive as a.zip!b.html.';
comment on column main.rejections.record_index is
    'Place of the record; NULL if the file as a whole could not be read.';
comment on column main.rejections.record_id is
    'The id the input gives, if it could be read.';
comment on column main.rejections.reason is
    'Reason, from a fixed vocabulary.';
comment on column main.rejections.detail is
    'What exactly was wrong.';
comment on column main.rejections.raw_excerpt is
    'Up to 500 characters of the input.';
comment on column main.rejections.file_sha256 is
    'SHA-256 of the file; NULL if it could not be read.';
comment on column main.rejections.run_id is
    'The run that wrote this row (the id Dagster shows).';
comment on column main.rejections.rejected_at is
    'When it was rejected.';
