create table main.publishers (
    publisher_id varchar not null,
    publisher_domain varchar,
    publisher_name varchar,
    name_method varchar,
    article_count bigint not null,
    first_published_date date,
    last_published_date date
);

comment on table main.publishers is
    'One row per publisher of an article. Elsewhere: source, outlet, media. Key: publisher_id.';
comment on column main.publishers.publisher_id is
    'Id of the publisher: its registrable domain, else its normalised name.';
comment on column main.publishers.publisher_domain is
    'Registrable domain; NULL if only the name is known.';
comment on column main.publishers.publisher_name is
    'The most frequent spelling of the name, ties by name.';
comment on column main.publishers.name_method is
    'The most frequent source of that spelling.';
comment on column main.publishers.article_count is
    'Articles of this publisher.';
comment on column main.publishers.first_published_date is
    'Earliest publication date.';
comment on column main.publishers.last_published_date is
    'Latest publication date.';
