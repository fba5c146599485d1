create table work.removed_records (
    record_key varchar not null,
    article_id varchar not null
);

comment on table work.removed_records is
    'Records that this run took out, with the articles they were of, or might have been of by a URL they declare. Key: record_key, article_id.';
comment on column work.removed_records.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column work.removed_records.article_id is
    'An article it was of before this run, or of which it would be now, by its own URL or the one it declares.';
