create table work.override_names (
    name varchar not null,
    url_article_id varchar
);

comment on table work.override_names is
    'Names of articles that the file of overrides gives. Key: name.';
comment on column work.override_names.name is
    'The name as given.';
comment on column work.override_names.url_article_id is
    'The id that an article of this URL has, if the name is one.';
