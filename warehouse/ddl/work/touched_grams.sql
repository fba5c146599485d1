create table work.touched_grams (
    gram_no integer not null,
    hash bigint not null
);

comment on table work.touched_grams is
    'Grams of the texts that an article left or came to, and those too common to be followed, where they are few enough to be joined. Key: gram_no.';
comment on column work.touched_grams.gram_no is
    'Place of the gram among these, by hash.';
comment on column work.touched_grams.hash is
    'Hash of the four words.';
