create table work.listing (
    record_path varchar not null,
    stat_signature varchar not null
);

comment on table work.listing is
    'One row per raw file that is there now. Key: record_path.';
comment on column work.listing.record_path is
    'File relative to the raw folder; members of an archive as a.zip!b.html.';
comment on column work.listing.stat_signature is
    'Size, times and inode of the file: unchanged files are told by it alone.';
