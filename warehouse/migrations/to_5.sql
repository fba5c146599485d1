-- The ledger states how a table is written. Files read before have no statement.
alter table main.source_files add column layout varchar;
comment on column main.source_files.layout is
    'How a CSV file is written: delimiter, quotes, escapes, rows above the header, encoding; NULL for other formats.';
