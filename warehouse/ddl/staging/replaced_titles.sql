create table staging.replaced_titles (
    record_key varchar not null,
    publisher_domain varchar not null,
    stated_title varchar not null,
    stated_method varchar not null,
    stated_content_hash varchar not null,
    title varchar not null,
    method varchar not null,
    note varchar
);

comment on table staging.replaced_titles is
    'One row per page whose title is another than it states as its own, because other pages of its host state that too. Key: record_key.';
comment on column staging.replaced_titles.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column staging.replaced_titles.publisher_domain is
    'Registrable domain of the outlet that carried it.';
comment on column staging.replaced_titles.stated_title is
    'The title that it states as its own.';
comment on column staging.replaced_titles.stated_method is
    'Where it states that.';
comment on column staging.replaced_titles.stated_content_hash is
    'Hash of that title and the body.';
comment on column staging.replaced_titles.title is
    'The title that the article has instead.';
comment on column staging.replaced_titles.method is
    'Where the page states it.';
comment on column staging.replaced_titles.note is
    'What it was read from.';
