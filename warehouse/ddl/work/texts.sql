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
    'The raw record: hash of its path, file hash and index.';
comment on column work.texts.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column work.texts.content_hash is
    'Hash of title and body: which text this is.';
comment on column work.texts.text_hash is
    'Hash of the body alone: what duplicates are found on; NULL without a body.';
comment on column work.texts.title is
    'Headline.';
comment on column work.texts.body is
    'Text.';
comment on column work.texts.word_count is
    'Words of the text, about.';
