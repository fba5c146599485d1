create table work.changed_overrides (
    article_id varchar not null
);

comment on table work.changed_overrides is
    'Articles whose user rules differ from those of the previous run. Key: article_id.';
comment on column work.changed_overrides.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
