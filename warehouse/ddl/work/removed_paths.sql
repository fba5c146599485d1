create table work.removed_paths (
    record_path varchar not null,
    record_index bigint,
    kind varchar not null,
    key varchar not null
);

comment on table work.removed_paths is
    'Paths in the warehouse that a tombstone names, with the index if it names one record. Key: record_path, kind, key.';
comment on column work.removed_paths.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column work.removed_paths.record_index is
    'The record that is named; NULL if all are.';
comment on column work.removed_paths.kind is
    'Kind of the tombstone: path or record.';
comment on column work.removed_paths.key is
    'Key of the tombstone.';
