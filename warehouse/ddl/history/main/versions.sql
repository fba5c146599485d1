create table main.versions (
    run_id varchar not null,
    published_at timestamp with time zone not null,
    built_on varchar,
    articles bigint not null,
    bytes bigint not null,
    modified_ns bigint not null,
    sha256 varchar not null
);

comment on table main.versions is
    'One row per published version, whether or not its file is still kept: its seal, by which a file that another program changed is noticed. Only in history.duckdb. Key: run_id.';
comment on column main.versions.run_id is
    'The run that published it, and the name of its folder below versions.';
comment on column main.versions.published_at is
    'When it was published.';
comment on column main.versions.built_on is
    'The version it was built on; NULL for a first run.';
comment on column main.versions.articles is
    'Articles in it.';
comment on column main.versions.bytes is
    'Size of the file.';
comment on column main.versions.modified_ns is
    'Time of modification of the file, in nanoseconds since 1970.';
comment on column main.versions.sha256 is
    'SHA-256 of the file, in hexadecimal.';
