create table search.articles (
    article_no integer not null,
    article_id varchar
);

comment on table search.articles is
    'The articles in the search index by their number there. Key: article_no.';
comment on column search.articles.article_no is
    'Number within this warehouse, from 0; an article whose title or text changes gets another.';
comment on column search.articles.article_id is
    'The article; NULL if it is gone, or has another number now.';
