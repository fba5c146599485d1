create table dedup.article_texts (
    article_id varchar not null,
    text_no integer not null,
    star_article_id varchar not null,
    publisher_id varchar,
    seen_on date
);

comment on table dedup.article_texts is
    'Which text an article has, with what decides whether a gram is boilerplate. Articles without a text are not here. Key: article_id.';
comment on column dedup.article_texts.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column dedup.article_texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column dedup.article_texts.star_article_id is
    'The smallest id among the articles with this very text: the centre of the star of exact copies.';
comment on column dedup.article_texts.publisher_id is
    'The publisher: its registrable domain, else its name in normal form. Elsewhere: source_id, media_id.';
comment on column dedup.article_texts.seen_on is
    'Day of publication, else of fetching.';
