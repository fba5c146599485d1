create table dedup.fingerprints (
    hash bigint not null,
    text_no integer not null
);

comment on table dedup.fingerprints is
    'A word 4-gram of a text that was kept to find copies by. Key: text_no, hash.';
comment on column dedup.fingerprints.hash is
    'Hash of the four words.';
comment on column dedup.fingerprints.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
