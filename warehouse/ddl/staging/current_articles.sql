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
    modified_local timestamp,
    modified_date date,
    modified_precision varchar,
    publisher_id varchar,
    publisher_domain varchar,
    publisher_name varchar,
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
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column staging.current_articles.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column staging.current_articles.content_hash is
    'Hash of title and body; identifies the version.';
comment on column staging.current_articles.text_hash is
    'Hash of the body, by which copies are found; NULL without a body.';
comment on column staging.current_articles.version is
    'Rank of the current version among the versions of the article, from 1.';
comment on column staging.current_articles.title is
    'Headline.';
comment on column staging.current_articles.teaser is
    'Summary as given.';
comment on column staging.current_articles.text_completeness is
    'full, partial, teaser or headline.';
comment on column staging.current_articles.language is
    'Language as ISO 639-1 code.';
comment on column staging.current_articles.word_count is
    'Words in the body.';
comment on column staging.current_articles.published_at is
    'Instant of publication in UTC; NULL unless both time and zone are known.';
comment on column staging.current_articles.published_local is
    'Publication time as stated, without a known time zone.';
comment on column staging.current_articles.published_date is
    'Calendar date of publication as stated; the first day of the period if only month or year is known. Elsewhere: pub_date, date_publish.';
comment on column staging.current_articles.published_precision is
    'Precision of the publication time: instant, local_time, day, month or year.';
comment on column staging.current_articles.published_earliest is
    'Earliest possible instant of publication; used for sorting and time windows.';
comment on column staging.current_articles.published_latest is
    'Latest possible instant of publication.';
comment on column staging.current_articles.published_method is
    'Source of the publication date; all candidates are in field_evidence.';
comment on column staging.current_articles.published_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims with the right day.';
comment on column staging.current_articles.modified_at is
    'Instant of the last change according to the source, in UTC.';
comment on column staging.current_articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column staging.current_articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column staging.current_articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
comment on column staging.current_articles.publisher_id is
    'Id of the publisher: its registrable domain, else its normalised name. Elsewhere: source_id, media_id.';
comment on column staging.current_articles.publisher_domain is
    'Registrable domain of the outlet that carried the article; NULL if it is unknown.';
comment on column staging.current_articles.publisher_name is
    'Name of the outlet as its record gives it.';
comment on column staging.current_articles.publisher_method is
    'Source of the publisher.';
comment on column staging.current_articles.publisher_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column staging.current_articles.agency is
    'The credited wire agency, from a fixed list; the outlet that carried the article is the publisher.';
comment on column staging.current_articles.canonical_url is
    'Canonical URL of the article, without tracking parameters, AMP and mobile variants.';
comment on column staging.current_articles.canonical_url_method is
    'Source of the canonical URL.';
comment on column staging.current_articles.canonical_url_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column staging.current_articles.authors is
    'People credited as authors, in the order given. Elsewhere: byline, authors_byline.';
comment on column staging.current_articles.fetched_at is
    'When the current version was fetched.';
comment on column staging.current_articles.first_fetched_at is
    'Earliest fetch time of its records.';
comment on column staging.current_articles.first_ingested_at is
    'When its first record was loaded.';
