create table main.article_records (
    record_path varchar not null,
    record_index bigint not null,
    record_id varchar,
    file_sha256 varchar not null,
    article_id varchar not null,
    url varchar,
    collection varchar,
    fetched_at timestamp with time zone,
    extra json,
    is_current boolean not null,
    ingested_at timestamp with time zone not null,
    run_id varchar not null,
    record_key varchar not null,
    content_hash varchar not null
);

comment on table main.article_records is
    'One row per raw record that became, or repeated, an article: where each article came from. Key: record_key.';
comment on column main.article_records.record_path is
    'File relative to the raw folder; members of an archive as a.zip!b.html.';
comment on column main.article_records.record_index is
    'Place of the record in its file or member, from 0.';
comment on column main.article_records.record_id is
    'The id the input itself gives, as text.';
comment on column main.article_records.file_sha256 is
    'SHA-256 of the file (with its sidecar, if any) that held the record.';
comment on column main.article_records.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column main.article_records.url is
    'Address as given, before any rule.';
comment on column main.article_records.collection is
    'First folder below the raw folder.';
comment on column main.article_records.fetched_at is
    'When the record was fetched, as the input states.';
comment on column main.article_records.extra is
    'Fields of the input that have no column here.';
comment on column main.article_records.is_current is
    'False once the file changed: the record stays, but its file no longer holds it.';
comment on column main.article_records.ingested_at is
    'When it was loaded.';
comment on column main.article_records.run_id is
    'The run that wrote this row (the id Dagster shows).';
comment on column main.article_records.record_key is
    'The raw record: hash of its path, file hash and index.';
comment on column main.article_records.content_hash is
    'Hash of title and body: which text this is.';
