create table work.listing (
    record_path varchar not null,
    stat_signature varchar not null
);

comment on table work.listing is
    'One row per raw file that exists now. Key: record_path.';
comment on column work.listing.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column work.listing.stat_signature is
    'Size, time and inode of the file; while it is the same, the file counts as unchanged.';
