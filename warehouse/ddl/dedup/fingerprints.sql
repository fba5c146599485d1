create table dedup.fingerprints (
    text_no integer not null,
    hashes bigint[] not null
);

comment on table dedup.fingerprints is
    'The word 4-grams of a text that were kept to find copies by, in one row: a row a gram takes longer to write and read. Key: text_no.';
comment on column dedup.fingerprints.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column dedup.fingerprints.hashes is
    'Hash of the four words of each, ascending, each once; empty where the text has no word.';
