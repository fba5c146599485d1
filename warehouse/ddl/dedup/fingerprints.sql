create table dedup.fingerprints (
    text_no integer not null,
    hashes bigint[] not null
);

comment on table dedup.fingerprints is
    'The sampled word 4-grams by which copies of a text are found, in one row per text. Key: text_no.';
comment on column dedup.fingerprints.text_no is
    'Number of the text within this warehouse; it has no other meaning and never breaks a tie.';
comment on column dedup.fingerprints.hashes is
    'Distinct hashes of four words each, 40 bits of them, ascending; empty if the text has no words.';
