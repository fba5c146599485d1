-- Hashes of grams have 40 bits.
update dedup.fingerprints
set hashes = list_sort(list_distinct(list_transform(hashes, lambda hash: hash & 1099511627775)));
update dedup.texts
set gram_count = len(fingerprints.hashes)
from dedup.fingerprints
where texts.text_no = fingerprints.text_no;
update dedup.cut_grams
set hash = hash & 1099511627775;

-- What a record tells is not repeated with each of its candidates.
alter table staging.field_evidence drop column article_id;

-- Texts store the terms of stories as numbers of words; the words and their terms are a table. They are derived again:
-- the run that migrates is a full one.
drop table dedup.story_terms;
create table dedup.story_terms (
    cluster_id varchar not null,
    article_id varchar not null,
    content_hash varchar not null,
    language varchar,
    since timestamp with time zone,
    until timestamp with time zone,
    is_dated boolean not null,
    week integer,
    period integer,
    word_count integer not null,
    weekdays smallint not null,
    frame_share smallint,
    term_words integer[] not null,
    term_counts smallint[] not null,
    term_rarities smallint[] not null,
    term_weights smallint[]
);

comment on table dedup.story_terms is
    'One row per cluster: the terms of its representative, what they weigh among the texts of its period, and its time. Key: cluster_id.';
comment on column dedup.story_terms.cluster_id is
    'The cluster of copies.';
comment on column dedup.story_terms.article_id is
    'The article that represents the cluster.';
comment on column dedup.story_terms.content_hash is
    'Hash of its title and body; if it changes, the terms are extracted again.';
comment on column dedup.story_terms.language is
    'Language as ISO 639-1 code; only texts of the same language are compared.';
comment on column dedup.story_terms.since is
    'Earliest possible instant of its first publication if an article is dated to the month or better, else when its first article was fetched, else when the first of its files was modified.';
comment on column dedup.story_terms.until is
    'Latest possible instant of its first publication, else as since.';
comment on column dedup.story_terms.is_dated is
    'False if since is the time of a file: it tells which texts are compared, not how many days lie between them.';
comment on column dedup.story_terms.week is
    'Week of since, counted from that of 29 December 1969; NULL without a time.';
comment on column dedup.story_terms.period is
    'First week of the period whose texts decide what terms weigh; NULL without a time or language.';
comment on column dedup.story_terms.word_count is
    'Words in title and body.';
comment on column dedup.story_terms.weekdays is
    'Weekdays named in the title and opening, as bits; Monday is the lowest.';
comment on column dedup.story_terms.frame_share is
    'Percent of its grams that another text of the period has too; NULL without a period.';
comment on column dedup.story_terms.term_words is
    'The terms that are rarest in the language, by ascending hash: the number of the spelling of each in dedup.story_words.';
comment on column dedup.story_terms.term_counts is
    'How often each occurs, in quarters; title and opening count more.';
comment on column dedup.story_terms.term_rarities is
    'How rare each is in the language: 25 times the negative decimal logarithm of its share of all words.';
comment on column dedup.story_terms.term_weights is
    'What each weighs in its period; the vector of the whole text has the length 32767. NULL without a period.';
create table dedup.story_words (
    word_no integer not null,
    term_hash integer not null,
    word varchar not null
);

comment on table dedup.story_words is
    'The words in which texts write the terms of stories; a term has one row per spelling. Key: word_no.';
comment on column dedup.story_words.word_no is
    'Number of the word within this warehouse, from 0 without gaps; it has no other meaning and never breaks a tie.';
comment on column dedup.story_words.term_hash is
    '32 bits of the hash of the term that it spells; two words with one hash are one term.';
comment on column dedup.story_words.word is
    'The word as texts write it.';

-- Edges by content are found again; they don't repeat the articles, which story_terms has.
delete from dedup.story_edges
where relation = 'same_event';
alter table dedup.story_edges alter column left_article_id drop not null;
alter table dedup.story_edges alter column right_article_id drop not null;
