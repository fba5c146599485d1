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
    'One row per raw record that became or repeated an article: the origin of each article. Key: record_key.';
comment on column main.article_records.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column main.article_records.record_index is
    'Position of the record in its file or archive member, from 0.';
comment on column main.article_records.record_id is
    'The id in the input, as text.';
comment on column main.article_records.file_sha256 is
    'SHA-256 of the file that contained the record, together with its sidecar if there is one.';
comment on column main.article_records.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column main.article_records.url is
    'URL as given, before normalisation.';
comment on column main.article_records.collection is
    'First folder below the raw folder.';
comment on column main.article_records.fetched_at is
    'When the record was fetched, according to the input.';
comment on column main.article_records.extra is
    'Input fields without a column of their own.';
comment on column main.article_records.is_current is
    'False if the file has changed or is gone: the record is kept, but no longer in its file.';
comment on column main.article_records.ingested_at is
    'When the record was loaded.';
comment on column main.article_records.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column main.article_records.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column main.article_records.content_hash is
    'Hash of title and body; identifies the version.';
