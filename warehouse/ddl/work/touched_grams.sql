create table work.touched_grams (
    hash bigint not null
);

comment on table work.touched_grams is
    'Grams whose counts may have changed: those of texts whose articles changed. Key: hash.';
comment on column work.touched_grams.hash is
    'Hash of the four words.';
