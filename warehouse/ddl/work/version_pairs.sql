create table work.version_pairs (
    article_id varchar not null,
    content_hash varchar not null,
    previous_content_hash varchar not null,
    body varchar,
    previous_body varchar
);

comment on table work.version_pairs is
    'One row per version of this run that has one before it, with both texts. Key: article_id, content_hash.';
comment on column work.version_pairs.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column work.version_pairs.content_hash is
    'Hash of title and body: which text this is.';
comment on column work.version_pairs.previous_content_hash is
    'The version before.';
comment on column work.version_pairs.body is
    'Its text.';
comment on column work.version_pairs.previous_body is
    'The text before.';
