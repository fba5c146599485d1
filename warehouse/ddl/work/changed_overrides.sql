create table work.changed_overrides (
    article_id varchar not null
);

comment on table work.changed_overrides is
    'Articles of which people say something else than they did in the run before. Key: article_id.';
comment on column work.changed_overrides.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
