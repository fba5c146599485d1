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
    term_weights smallint[],
    publisher_id varchar
);

comment on table dedup.story_terms is
    'One row per cluster: the terms of its representative, what they weigh among the texts of its period, and its time. Key: cluster_id.';
comment on column dedup.story_terms.cluster_id is
    'The cluster of copies.';
comment on column dedup.story_terms.article_id is
    'The article that represents the cluster.';
comment on column dedup.story_terms.content_hash is
    'Hash of its title and body; if it changes, the terms are extracted again.';
comment on column dedup.story_terms.publisher_id is
    'Its publisher: of two texts of one publisher is asked whether they share its standing text alone.';
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
