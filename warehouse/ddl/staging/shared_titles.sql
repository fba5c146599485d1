create table staging.shared_titles (
    publisher_domain varchar not null,
    stated_title varchar not null,
    title varchar not null,
    page_count bigint not null
);

comment on table staging.shared_titles is
    'One row per title that several pages of a host state with texts of their own, among the pages that state one such title as theirs. Key: publisher_domain, stated_title, title.';
comment on column staging.shared_titles.publisher_domain is
    'Registrable domain of the outlet that carried the pages.';
comment on column staging.shared_titles.stated_title is
    'The title that all these pages state as theirs.';
comment on column staging.shared_titles.title is
    'A title that several of these pages state: the same one, or another.';
comment on column staging.shared_titles.page_count is
    'Pages among these that state it.';
