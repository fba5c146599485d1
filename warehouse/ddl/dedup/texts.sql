create table dedup.texts (
    text_no integer not null,
    text_hash varchar not null,
    word_count integer not null,
    prose_words integer not null,
    gram_count integer not null
);

comment on table dedup.texts is
    'One row per distinct text of the current articles. Key: text_no.';
comment on column dedup.texts.text_no is
    'Number of the text within this warehouse; it has no other meaning and never breaks a tie.';
comment on column dedup.texts.text_hash is
    'Hash of the body.';
comment on column dedup.texts.word_count is
    'Words as counted for matching: runs of letters and digits, or single characters in scripts without spaces.';
comment on column dedup.texts.prose_words is
    'Words in paragraphs of prose; the representative of a cluster is chosen by them.';
comment on column dedup.texts.gram_count is
    'Sampled grams: the number of its hashes in dedup.fingerprints.';
