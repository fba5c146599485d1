create table work.article_changes (
    article_id varchar not null,
    old_text_no integer,
    text_hash varchar
);

comment on table work.article_changes is
    'Articles whose text, publisher or day is not what duplicates were last found on. Key: article_id.';
comment on column work.article_changes.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column work.article_changes.old_text_no is
    'The text it had; NULL if none.';
comment on column work.article_changes.text_hash is
    'The text it has now; NULL if none.';
