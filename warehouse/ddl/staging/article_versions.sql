create table staging.article_versions (
    article_id varchar not null,
    version integer not null,
    content_hash varchar not null,
    record_key varchar not null,
    is_latest boolean not null,
    modified_at timestamp with time zone,
    fetched_at timestamp with time zone
);

comment on table staging.article_versions is
    'One row per version of an article, without its text. Key: article_id, content_hash.';
comment on column staging.article_versions.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column staging.article_versions.version is
    'Rank among the versions of the article, from 1.';
comment on column staging.article_versions.content_hash is
    'Hash of title and body; identifies the version.';
comment on column staging.article_versions.record_key is
    'The record with the fullest evidence for this version, ties by path, index and file hash.';
comment on column staging.article_versions.is_latest is
    'True for the current version.';
comment on column staging.article_versions.modified_at is
    'Time of the last change according to the source.';
comment on column staging.article_versions.fetched_at is
    'When the record was fetched.';
