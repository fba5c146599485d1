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
    'One row per publisher that an article names or whose domain it was found on. Elsewhere: source, outlet, media. Key: publisher_id.';
comment on column main.publishers.publisher_id is
    'The registrable domain, else the name in normal form.';
comment on column main.publishers.publisher_domain is
    'Registrable domain; NULL for a publisher known by name alone.';
comment on column main.publishers.publisher_name is
    'The name as the outlet spells it: the most frequent spelling, ties by name.';
comment on column main.publishers.name_method is
    'Where that spelling was found most often.';
comment on column main.publishers.article_count is
    'Articles of this publisher.';
comment on column main.publishers.first_published_date is
    'Earliest publication date.';
comment on column main.publishers.last_published_date is
    'Latest publication date.';
