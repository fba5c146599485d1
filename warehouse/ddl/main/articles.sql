create table main.articles (
    article_id varchar not null,
    title varchar,
    body varchar,
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
    is_wire_copy boolean not null,
    canonical_url varchar,
    canonical_url_method varchar,
    canonical_url_confidence double,
    authors varchar[],
    cluster_id varchar not null,
    story_id varchar not null,
    is_representative boolean not null,
    representative_article_id varchar not null,
    content_hash varchar not null,
    text_hash varchar,
    version integer not null,
    first_fetched_at timestamp with time zone,
    first_ingested_at timestamp with time zone not null,
    changed_run_id varchar not null
);

comment on table main.articles is
    'One row per distinct article: its current version, its metadata, its cluster and its story. Elsewhere: document, item, lead document. Key: article_id.';
comment on column main.articles.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column main.articles.title is
    'Headline without the name of the site.';
comment on column main.articles.body is
    'Clean text; paragraphs are separated by an empty line. Elsewhere: text, maintext, content.';
comment on column main.articles.teaser is
    'Summary or description as given; never used as the body.';
comment on column main.articles.text_completeness is
    'How much of the text is there: full, partial, teaser or headline.';
comment on column main.articles.language is
    'Language of the text as ISO 639-1 code.';
comment on column main.articles.word_count is
    'Words in the body.';
comment on column main.articles.published_at is
    'Instant of publication in UTC; NULL unless both time and zone are known.';
comment on column main.articles.published_local is
    'Publication time as stated, without a known time zone.';
comment on column main.articles.published_date is
    'Calendar date of publication as stated; the first day of the period if only month or year is known. Elsewhere: pub_date, date_publish.';
comment on column main.articles.published_precision is
    'Precision of the publication time: instant, local_time, day, month or year.';
comment on column main.articles.published_earliest is
    'Earliest possible instant of publication; used for sorting and time windows.';
comment on column main.articles.published_latest is
    'Latest possible instant of publication.';
comment on column main.articles.published_method is
    'Source of the publication date; all candidates are in field_evidence.';
comment on column main.articles.published_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims with the right day.';
comment on column main.articles.modified_at is
    'Instant of the last change according to the source, in UTC.';
comment on column main.articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column main.articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column main.articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
comment on column main.articles.publisher_id is
    'Id of the publisher: its registrable domain, else its normalised name. Elsewhere: source_id, media_id.';
comment on column main.articles.publisher_domain is
    'Registrable domain of the outlet that carried the article; NULL if it is unknown.';
comment on column main.articles.publisher_name is
    'Name of the outlet as its record gives it; publishers has the most frequent spelling. Elsewhere: source_name, media_name.';
comment on column main.articles.publisher_method is
    'Source of the publisher.';
comment on column main.articles.publisher_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column main.articles.agency is
    'The credited wire agency, from a fixed list; the outlet that carried the article is the publisher.';
comment on column main.articles.is_wire_copy is
    'True if the article credits an agency, or is a copy of one that does.';
comment on column main.articles.canonical_url is
    'Canonical URL of the article, without tracking parameters, AMP and mobile variants.';
comment on column main.articles.canonical_url_method is
    'Source of the canonical URL.';
comment on column main.articles.canonical_url_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column main.articles.authors is
    'People credited as authors, in the order given. Elsewhere: byline, authors_byline.';
comment on column main.articles.cluster_id is
    'The cluster of near-identical copies that it belongs to. Elsewhere: duplicate group, parent article.';
comment on column main.articles.story_id is
    'The story that it belongs to: clusters that report the same thing. Elsewhere: event id.';
comment on column main.articles.is_representative is
    'True for the one article that represents its cluster. Elsewhere: not isDuplicate.';
comment on column main.articles.representative_article_id is
    'The article that represents its cluster. Elsewhere: lead document, original article.';
comment on column main.articles.content_hash is
    'Hash of title and body; identifies the version.';
comment on column main.articles.text_hash is
    'Hash of the body, by which copies are found; NULL without a body.';
comment on column main.articles.version is
    'Rank of the current version among the versions of the article, from 1.';
comment on column main.articles.first_fetched_at is
    'Earliest fetch time of its records.';
comment on column main.articles.first_ingested_at is
    'When its first record was loaded.';
comment on column main.articles.changed_run_id is
    'The run that last changed this row; a new cluster or story is a change.';
