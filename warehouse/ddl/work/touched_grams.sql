create table work.touched_grams (
    hash bigint not null
);

comment on table work.touched_grams is
    'Grams of the texts that an article left or came to, then of those whose candidates are sought again, where they are few enough to be joined. Key: hash.';
comment on column work.touched_grams.hash is
    'Hash of the four words.';
