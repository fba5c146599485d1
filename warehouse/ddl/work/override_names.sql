create table work.override_names (
    name varchar not null,
    url_article_id varchar
);

comment on table work.override_names is
    'Names of articles in the overrides file. Key: name.';
comment on column work.override_names.name is
    'The name as given.';
comment on column work.override_names.url_article_id is
    'The id of an article with this URL, if the name is a URL.';
