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
    'One row per text an article has had, without the text. Key: article_id, content_hash.';
comment on column staging.article_versions.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column staging.article_versions.version is
    'Rank among the versions of the article, from 1.';
comment on column staging.article_versions.content_hash is
    'Hash of title and body: which text this is.';
comment on column staging.article_versions.record_key is
    'The record that speaks for this version: the fullest evidence, ties by path, index and file hash.';
comment on column staging.article_versions.is_latest is
    'True for the current version.';
comment on column staging.article_versions.modified_at is
    'Last change the source states.';
comment on column staging.article_versions.fetched_at is
    'When it was fetched.';
