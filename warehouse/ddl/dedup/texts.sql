create table dedup.texts (
    text_no integer not null,
    text_hash varchar not null,
    word_count integer not null,
    prose_words integer not null,
    gram_count integer not null
);

comment on table dedup.texts is
    'One row per distinct text that some article has now. Key: text_no.';
comment on column dedup.texts.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column dedup.texts.text_hash is
    'Hash of the body.';
comment on column dedup.texts.word_count is
    'Words as duplicates are measured in: runs of letters and digits, characters where a script sets no spaces.';
comment on column dedup.texts.prose_words is
    'Words in paragraphs that read as prose: what a text is worth as the representative of its copies.';
comment on column dedup.texts.gram_count is
    'Kept grams: its hashes in dedup.fingerprints.';
