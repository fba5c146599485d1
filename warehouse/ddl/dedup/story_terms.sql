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
    'One row per cluster: what its representative text is about, as heaviest terms with static weights, and when. Key: cluster_id.';
comment on column dedup.story_terms.cluster_id is
    'The cluster of copies.';
comment on column dedup.story_terms.article_id is
    'The article that stands for the cluster.';
comment on column dedup.story_terms.content_hash is
    'Hash of its title and body: a change means that the terms are read anew.';
comment on column dedup.story_terms.language is
    'ISO 639-1 code; only texts of one language are compared.';
comment on column dedup.story_terms.earliest is
    'Its first publication lies at or after this instant; NULL if no article of it is dated to a month or better.';
comment on column dedup.story_terms.latest is
    'Its first publication lies at or before this instant.';
comment on column dedup.story_terms.fetched is
    'When an article of it was first fetched.';
comment on column dedup.story_terms.word_count is
    'Words of title and body.';
comment on column dedup.story_terms.days is
    'Days of the week named in title and opening, as bits, Monday the lowest.';
comment on column dedup.story_terms.term_hashes is
    'The heaviest terms, 32 bits of the hash of each, ascending.';
comment on column dedup.story_terms.term_weights is
    'Their weights, the whole text having length 32767.';
