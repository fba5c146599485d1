create table search.postings (
    batch_no integer not null,
    word_no integer not null,
    article_nos integer[] not null,
    places integer[][] not null
);

comment on table search.postings is
    'Which articles have a word in their title or body, in one row for each batch of some thousand articles that were indexed together. Key: batch_no, word_no.';
comment on column search.postings.batch_no is
    'Number of the first article of the batch.';
comment on column search.postings.word_no is
    'The word.';
comment on column search.postings.article_nos is
    'Numbers of the articles, ascending.';
comment on column search.postings.places is
    'For each of these articles, which of its words it is, from 0, ascending; the body begins one later than the title ends.';
