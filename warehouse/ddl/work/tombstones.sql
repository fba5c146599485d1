create table work.tombstones (
    kind varchar not null,
    key varchar not null
);

comment on table work.tombstones is
    'What must not be in the warehouse, as in main.removals. Key: kind, key.';
comment on column work.tombstones.kind is
    'What the key identifies.';
comment on column work.tombstones.key is
    'An id or a hash.';
