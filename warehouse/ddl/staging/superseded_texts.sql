create table staging.superseded_texts (
    article_id varchar not null,
    content_hash varchar not null,
    title varchar,
    body varchar
);

comment on table staging.superseded_texts is
    'Texts of versions that are no longer current; current texts are in main.articles. Key: article_id, content_hash.';
comment on column staging.superseded_texts.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column staging.superseded_texts.content_hash is
    'Hash of title and body; identifies the version.';
comment on column staging.superseded_texts.title is
    'Headline.';
comment on column staging.superseded_texts.body is
    'Text.';
