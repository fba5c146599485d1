create table staging.superseded_texts (
    article_id varchar not null,
    content_hash varchar not null,
    title varchar,
    body varchar
);

comment on table staging.superseded_texts is
    'Texts of versions that are no longer current; the current text is in main.articles. Key: article_id, content_hash.';
comment on column staging.superseded_texts.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column staging.superseded_texts.content_hash is
    'Hash of title and body: which text this is.';
comment on column staging.superseded_texts.title is
    'Headline.';
comment on column staging.superseded_texts.body is
    'Text.';
