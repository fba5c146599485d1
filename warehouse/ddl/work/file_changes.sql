create table work.file_changes (
    record_path varchar not null,
    change varchar not null
);

comment on table work.file_changes is
    'One row per raw file that is not as the ledger knows it. Key: record_path, change.';
comment on column work.file_changes.record_path is
    'File relative to the raw folder; members of an archive as a.zip!b.html.';
comment on column work.file_changes.change is
    'new (unknown as it is), vanished, or rejecting (known, with rejections: what a retry reads).';
