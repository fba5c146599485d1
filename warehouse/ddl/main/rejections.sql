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
    'One row per record or file that could not be used, with the reason. Key: record_path, record_index, run_id.';
comment on column main.rejections.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column main.rejections.record_index is
    'Position of the record in its file, from 0; NULL if the whole file was rejected.';
comment on column main.rejections.record_id is
    'The id in the input, if it could be read.';
comment on column main.rejections.reason is
    'Reason code, from a fixed list.';
comment on column main.rejections.detail is
    'What was wrong, in detail.';
comment on column main.rejections.raw_excerpt is
    'The beginning of the record, up to 500 characters.';
comment on column main.rejections.file_sha256 is
    'SHA-256 of the file; NULL if it could not be read.';
comment on column main.rejections.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column main.rejections.rejected_at is
    'When it was rejected.';
