create table work.changed_files (
    file_sha256 varchar not null,
    is_current boolean not null
);

comment on table work.changed_files is
    'Files whose records changed in being current or not. Key: file_sha256.';
comment on column work.changed_files.file_sha256 is
    'SHA-256 of the file.';
comment on column work.changed_files.is_current is
    'Whether a raw file holds these bytes now.';
