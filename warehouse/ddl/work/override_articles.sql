create table work.override_articles (
    name varchar not null,
    article_id varchar not null
);

comment on table work.override_articles is
    'The article that each name in the file of overrides is of, where there is one. Key: name.';
comment on column work.override_articles.name is
    'The name as given.';
comment on column work.override_articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
