create table work.text_articles (
    article_id varchar not null,
    text_no integer not null,
    star_article_id varchar not null,
    publisher_id varchar,
    seen_on date
);

comment on table work.text_articles is
    'Articles of the texts whose articles changed, as they are to stand in dedup.article_texts. Key: article_id.';
comment on column work.text_articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column work.text_articles.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column work.text_articles.star_article_id is
    'The smallest id among the articles with this very text: the centre of the star of exact copies.';
comment on column work.text_articles.publisher_id is
    'The publisher: its registrable domain, else its name in normal form. Elsewhere: source_id, media_id.';
comment on column work.text_articles.seen_on is
    'Day of publication, else of fetching.';
