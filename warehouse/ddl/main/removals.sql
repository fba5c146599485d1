create table main.removals (
    kind varchar not null,
    key varchar not null,
    request_id varchar not null,
    requested_at timestamp with time zone not null,
    record_count bigint not null
);

comment on table main.removals is
    'Tombstones: what a person had taken out, without its content, so that it does not come back. Key: kind, key.';
comment on column main.removals.kind is
    'article (its id), content (hash of title and body), path (hash of a path in the raw folder: a file, a folder or a member of an archive), record (that hash and the index of a record), bytes (SHA-256 of a file) or state (hash of a file, its size and times: all its records are taken out).';
comment on column main.removals.key is
    'What is kept out: an id or a hash, never a title, text, URL or file name.';
comment on column main.removals.request_id is
    'The request: one call of newsfold forget, or list- and a hash for a line of _exclusions.csv.';
comment on column main.removals.requested_at is
    'When it was requested.';
comment on column main.removals.record_count is
    'Records kept out so far for this reason; a record with several reasons counts once.';
