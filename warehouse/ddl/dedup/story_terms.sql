create table dedup.story_terms (
    cluster_id varchar not null,
    article_id varchar not null,
    content_hash varchar not null,
    language varchar,
    earliest timestamp with time zone,
    latest timestamp with time zone,
    fetched timestamp with time zone,
    word_count integer not null,
    days smallint not null,
    term_hashes integer[] not null,
    term_weights smallint[] not null
);

comment on table dedup.story_terms is
    'One row per cluster: the terms of its representative with the highest static weights, and its time. Key: cluster_id.';
comment on column dedup.story_terms.cluster_id is
    'The cluster of copies.';
comment on column dedup.story_terms.article_id is
    'The article that represents the cluster.';
comment on column dedup.story_terms.content_hash is
    'Hash of its title and body; if it changes, the terms are extracted again.';
comment on column dedup.story_terms.language is
    'Language as ISO 639-1 code; only texts of the same language are compared.';
comment on column dedup.story_terms.earliest is
    'Earliest possible instant of its first publication; NULL unless an article is dated to the month or better.';
comment on column dedup.story_terms.latest is
    'Latest possible instant of its first publication.';
comment on column dedup.story_terms.fetched is
    'When its first article was fetched.';
comment on column dedup.story_terms.word_count is
    'Words in title and body.';
comment on column dedup.story_terms.days is
    'Weekdays named in the title and opening, as bits; Monday is the lowest.';
comment on column dedup.story_terms.term_hashes is
    'The terms with the highest weights: 32 bits of the hash of each, ascending.';
comment on column dedup.story_terms.term_weights is
    'Their weights; the vector of the whole text has the length 32767.';
