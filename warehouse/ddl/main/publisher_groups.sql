create table main.publisher_groups (
    line integer not null,
    line_text varchar not null,
    publisher_id varchar,
    publisher_name varchar,
    publisher_group varchar,
    country varchar,
    owner varchar,
    notes varchar,
    publisher_domain varchar,
    publisher_name_key varchar,
    problem varchar
);

comment on table main.publisher_groups is
    'One row per line of _publishers.csv, the list of outlets that a person keeps: names and groups that win over those found. Elsewhere: source list, media list. Key: line.';
comment on column main.publisher_groups.line is
    'Line number in the file, from 1.';
comment on column main.publisher_groups.line_text is
    'The line as written in the file.';
comment on column main.publisher_groups.publisher_id is
    'Id of the publisher, as in articles: a domain, a host, either with the beginning of a path, or a normalised name; NULL if the line is invalid.';
comment on column main.publisher_groups.publisher_name is
    'Name of the outlet.';
comment on column main.publisher_groups.publisher_group is
    'The group that it belongs to, as written.';
comment on column main.publisher_groups.country is
    'Its country, as written.';
comment on column main.publisher_groups.owner is
    'Its owner, as written.';
comment on column main.publisher_groups.notes is
    'Notes, as written.';
comment on column main.publisher_groups.publisher_domain is
    'Registrable domain of the id; NULL if the id is a name.';
comment on column main.publisher_groups.publisher_name_key is
    'The name in normal form, by which articles without a domain are found.';
comment on column main.publisher_groups.problem is
    'Why the line is invalid, as in rejections; NULL if it is applied.';
