create table work.touched_articles (
    article_id varchar not null
);

comment on table work.touched_articles is
    'Articles that a record of this run is about. Key: article_id.';
comment on column work.touched_articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
