create table work.cut_grams_before (
    hash bigint not null
);

comment on table work.cut_grams_before is
    'Grams that were cut before this run, of those it looks at. Key: hash.';
comment on column work.cut_grams_before.hash is
    'Hash of the four words.';
