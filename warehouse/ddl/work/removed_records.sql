create table work.removed_records (
    record_key varchar not null,
    article_id varchar not null
);

comment on table work.removed_records is
    'Records that this run took out, and the article of each. Key: record_key.';
comment on column work.removed_records.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column work.removed_records.article_id is
    'The article it belonged to.';
