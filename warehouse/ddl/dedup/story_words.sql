create table dedup.story_words (
    word_no integer not null,
    term_hash integer not null,
    word varchar not null
);

comment on table dedup.story_words is
    'The words in which texts write the terms of stories; a term has one row per spelling. Key: word_no.';
comment on column dedup.story_words.word_no is
    'Number of the word within this warehouse, from 0; it has no other meaning and never breaks a tie.';
comment on column dedup.story_words.term_hash is
    '32 bits of the hash of the term that it spells; two words with one hash are one term.';
comment on column dedup.story_words.word is
    'The word as texts write it.';
