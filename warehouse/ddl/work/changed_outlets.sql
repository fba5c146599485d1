create table work.changed_outlets (
    publisher_key varchar not null
);

comment on table work.changed_outlets is
    'Ids, domains and normalised names in the lines of the list of outlets that differ from those of the previous run. Key: publisher_key.';
comment on column work.changed_outlets.publisher_key is
    'A publisher id, a registrable domain or a normalised name.';
