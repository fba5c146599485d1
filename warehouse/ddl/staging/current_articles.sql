create table staging.current_articles (
    article_id varchar not null,
    record_key varchar not null,
    content_hash varchar not null,
    text_hash varchar,
    version integer not null,
    title varchar,
    teaser varchar,
    text_completeness varchar not null,
    language varchar,
    word_count integer not null,
    published_at timestamp with time zone,
    published_local timestamp,
    published_date date,
    published_precision varchar,
    published_earliest timestamp with time zone,
    published_latest timestamp with time zone,
    published_method varchar,
    published_confidence double,
    modified_at timestamp with time zone,
    publisher_id varchar,
    publisher_domain varchar,
    publisher_method varchar,
    publisher_confidence double,
    agency varchar,
    canonical_url varchar,
    canonical_url_method varchar,
    canonical_url_confidence double,
    authors varchar[],
    fetched_at timestamp with time zone,
    first_fetched_at timestamp with time zone,
    first_ingested_at timestamp with time zone not null
);

comment on table staging.current_articles is
    'One row per article: the values of its current version, without the text. Key: article_id.';
comment on column staging.current_articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column staging.current_articles.record_key is
    'The raw record: hash of its path, file hash and index.';
comment on column staging.current_articles.content_hash is
    'Hash of title and body: which text this is.';
comment on column staging.current_articles.text_hash is
    'Hash of the body alone: what duplicates are found on; NULL without a body.';
comment on column staging.current_articles.version is
    'Rank of the current version.';
comment on column staging.current_articles.title is
    'Headline.';
comment on column staging.current_articles.teaser is
    'Summary as given.';
comment on column staging.current_articles.text_completeness is
    'full, partial, teaser or headline.';
comment on column staging.current_articles.language is
    'ISO 639-1 code.';
comment on column staging.current_articles.word_count is
    'Words in the body.';
comment on column staging.current_articles.published_at is
    'The instant of publication in UTC; only if both time and zone are known.';
comment on column staging.current_articles.published_local is
    'Publication time as stated, its zone unknown.';
comment on column staging.current_articles.published_date is
    'Calendar date of publication as stated; the first day of the period if only month or year is known. Elsewhere: pub_date, date_publish.';
comment on column staging.current_articles.published_precision is
    'How exactly the time is known: instant, local_time, day, month or year.';
comment on column staging.current_articles.published_earliest is
    'The publication lies at or after this instant: what sorting and windows use.';
comment on column staging.current_articles.published_latest is
    'The publication lies at or before this instant.';
comment on column staging.current_articles.published_method is
    'The source the publication date was taken from; the candidates are in field_evidence.';
comment on column staging.current_articles.published_confidence is
    'Calibrated share, 0 to 1, of such claims whose day is right.';
comment on column staging.current_articles.modified_at is
    'The instant of the last change the source states, in UTC.';
comment on column staging.current_articles.publisher_id is
    'The publisher: its registrable domain, else its name in normal form. Elsewhere: source_id, media_id.';
comment on column staging.current_articles.publisher_domain is
    'Registrable domain of the outlet that carried the article; NULL if only a name, or nothing, is known.';
comment on column staging.current_articles.publisher_method is
    'The source the publisher was taken from.';
comment on column staging.current_articles.publisher_confidence is
    'Calibrated share, 0 to 1, of such claims that hold.';
comment on column staging.current_articles.agency is
    'The credited wire agency, from a fixed vocabulary; the outlet that carried the article is the publisher.';
comment on column staging.current_articles.canonical_url is
    'Address of the article without tracking parameters, twins and variants.';
comment on column staging.current_articles.canonical_url_method is
    'The source the canonical URL was taken from.';
comment on column staging.current_articles.canonical_url_confidence is
    'Calibrated share, 0 to 1, of such claims that hold.';
comment on column staging.current_articles.authors is
    'People credited as authors, in the order given. Elsewhere: byline, authors_byline.';
comment on column staging.current_articles.fetched_at is
    'When the current version was fetched.';
comment on column staging.current_articles.first_fetched_at is
    'Earliest fetch time of its records.';
comment on column staging.current_articles.first_ingested_at is
    'When a record of it was first loaded.';
