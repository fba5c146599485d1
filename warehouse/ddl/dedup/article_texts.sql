create table dedup.article_texts (
    article_id varchar not null,
    text_no integer not null,
    star_article_id varchar not null,
    publisher_id varchar,
    seen_on date
);

comment on table dedup.article_texts is
    'The text of each article, with publisher and day, which decide whether a gram is boilerplate. Articles without a text are omitted. Key: article_id.';
comment on column dedup.article_texts.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column dedup.article_texts.text_no is
    'Number of the text within this warehouse; it has no other meaning and never breaks a tie.';
comment on column dedup.article_texts.star_article_id is
    'The smallest id among the articles with this text: the centre of the star of exact copies.';
comment on column dedup.article_texts.publisher_id is
    'Id of the publisher: its registrable domain, else its normalised name. Elsewhere: source_id, media_id.';
comment on column dedup.article_texts.seen_on is
    'Day of publication, else of the fetch.';
