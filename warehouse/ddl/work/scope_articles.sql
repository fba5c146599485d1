create table work.scope_articles (
    article_id varchar not null
);

comment on table work.scope_articles is
    'Articles whose row in main.articles this run writes anew. Key: article_id.';
comment on column work.scope_articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
