create table work.texts (
    record_key varchar not null,
    article_id varchar not null,
    content_hash varchar not null,
    text_hash varchar,
    title varchar,
    body varchar,
    word_count integer not null
);

comment on table work.texts is
    'Texts that this run read. Key: record_key.';
comment on column work.texts.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column work.texts.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column work.texts.content_hash is
    'Hash of title and body; identifies the version.';
comment on column work.texts.text_hash is
    'Hash of the body, by which copies are found; NULL without a body.';
comment on column work.texts.title is
    'Headline.';
comment on column work.texts.body is
    'Text.';
comment on column work.texts.word_count is
    'Approximate number of words in the text.';
