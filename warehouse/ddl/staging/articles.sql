create table staging.articles (
    record_key varchar not null,
    record_path varchar not null,
    record_index bigint not null,
    record_id varchar,
    file_sha256 varchar not null,
    collection varchar,
    url varchar,
    fetched_at timestamp with time zone,
    article_id varchar not null,
    content_hash varchar not null,
    text_hash varchar,
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
    publisher_name_method varchar,
    publisher_name_key varchar,
    publisher_method varchar,
    publisher_confidence double,
    agency varchar,
    canonical_url varchar,
    canonical_url_method varchar,
    canonical_url_confidence double,
    authors varchar[],
    run_id varchar not null,
    ingested_at timestamp with time zone not null
);

comment on table staging.articles is
    'One row per normalised record: the values chosen for it, without its text. Key: record_key.';
comment on column staging.articles.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column staging.articles.record_path is
    'File relative to the raw folder; archive members are written as a.zip!b.html.';
comment on column staging.articles.record_index is
    'Position of the record in its file or archive member, from 0.';
comment on column staging.articles.record_id is
    'The id in the input.';
comment on column staging.articles.file_sha256 is
    'SHA-256 of the file.';
comment on column staging.articles.collection is
    'First folder below the raw folder.';
comment on column staging.articles.url is
    'URL as given.';
comment on column staging.articles.fetched_at is
    'When the record was fetched.';
comment on column staging.articles.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column staging.articles.content_hash is
    'Hash of title and body; identifies the version.';
comment on column staging.articles.text_hash is
    'Hash of the body, by which copies are found; NULL without a body.';
comment on column staging.articles.title is
    'Headline; where pages of its host share the one that it states, another of its own.';
comment on column staging.articles.teaser is
    'Summary as given.';
comment on column staging.articles.text_completeness is
    'full, partial, teaser or headline.';
comment on column staging.articles.language is
    'Language as ISO 639-1 code.';
comment on column staging.articles.word_count is
    'Words in the body.';
comment on column staging.articles.published_at is
    'Instant of publication in UTC; NULL unless both time and zone are known.';
comment on column staging.articles.published_local is
    'Publication time as stated, without a known time zone.';
comment on column staging.articles.published_date is
    'Calendar date of publication as stated; the first day of the period if only month or year is known. Elsewhere: pub_date, date_publish.';
comment on column staging.articles.published_precision is
    'Precision of the publication time: instant, local_time, day, month or year.';
comment on column staging.articles.published_earliest is
    'Earliest possible instant of publication; used for sorting and time windows.';
comment on column staging.articles.published_latest is
    'Latest possible instant of publication.';
comment on column staging.articles.published_method is
    'Source of the publication date; all candidates are in field_evidence.';
comment on column staging.articles.published_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims with the right day.';
comment on column staging.articles.modified_at is
    'Instant of the last change according to the source, in UTC.';
comment on column staging.articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column staging.articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column staging.articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
comment on column staging.articles.publisher_id is
    'Id of the publisher: its registrable domain, else its normalised name. Elsewhere: source_id, media_id.';
comment on column staging.articles.publisher_domain is
    'Registrable domain of the outlet that carried the article; NULL if it is unknown.';
comment on column staging.articles.publisher_name is
    'Name of the publisher according to this record.';
comment on column staging.articles.publisher_name_method is
    'Where the name was found.';
comment on column staging.articles.publisher_name_key is
    'The name in normal form: the id of a publisher whose domain is unknown.';
comment on column staging.articles.publisher_method is
    'Source of the publisher.';
comment on column staging.articles.publisher_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column staging.articles.agency is
    'The credited wire agency, from a fixed list; the outlet that carried the article is the publisher.';
comment on column staging.articles.canonical_url is
    'Canonical URL of the article, without tracking parameters, AMP and mobile variants.';
comment on column staging.articles.canonical_url_method is
    'Source of the canonical URL.';
comment on column staging.articles.canonical_url_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column staging.articles.authors is
    'People credited as authors, in the order given. Elsewhere: byline, authors_byline.';
comment on column staging.articles.run_id is
    'The run that wrote this row, by the run id that Dagster shows.';
comment on column staging.articles.ingested_at is
    'When the record was loaded.';
