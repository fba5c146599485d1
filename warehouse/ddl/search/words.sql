create table search.words (
    word_no integer not null,
    word varchar not null,
    word_hash bigint not null
);

comment on table search.words is
    'The words of titles and bodies in the search index. Key: word_no.';
comment on column search.words.word_no is
    'Number of the word within this warehouse, from 0.';
comment on column search.words.word is
    'The word without case and accents, so that several may be alike; in scripts without spaces, two characters, or the last one of a run.';
comment on column search.words.word_hash is
    'Hash of the word with its accents.';
