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
    publisher_id varchar,
    publisher_domain varchar,
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
    'One row per distinct article: its current version, with what is known of it and the cluster and story it belongs to. Elsewhere: document, item, lead document. Key: article_id.';
comment on column main.articles.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column main.articles.title is
    'Headline without the name of the site.';
comment on column main.articles.body is
    'Clean text, paragraphs apart by an empty line. Elsewhere: text, maintext, content.';
comment on column main.articles.teaser is
    'Summary or description as given; never taken for a body.';
comment on column main.articles.text_completeness is
    'What there is of the text: full, partial, teaser or headline.';
comment on column main.articles.language is
    'ISO 639-1 code of the language of the text.';
comment on column main.articles.word_count is
    'Words in the body.';
comment on column main.articles.published_at is
    'The instant of publication in UTC; only if both time and zone are known.';
comment on column main.articles.published_local is
    'Publication time as stated, its zone unknown.';
comment on column main.articles.published_date is
    'Calendar date of publication as stated; the first day of the period if only month or year is known. Elsewhere: pub_date, date_publish.';
comment on column main.articles.published_precision is
    'How exactly the time is known: instant, local_time, day, month or year.';
comment on column main.articles.published_earliest is
    'The publication lies at or after this instant: what sorting and windows use.';
comment on column main.articles.published_latest is
    'The publication lies at or before this instant.';
comment on column main.articles.published_method is
    'The source the publication date was taken from; the candidates are in field_evidence.';
comment on column main.articles.published_confidence is
    'Calibrated share, 0 to 1, of such claims whose day is right.';
comment on column main.articles.modified_at is
    'The instant of the last change the source states, in UTC.';
comment on column main.articles.publisher_id is
    'The publisher: its registrable domain, else its name in normal form. Elsewhere: source_id, media_id.';
comment on column main.articles.publisher_domain is
    'Registrable domain of the outlet that carried the article; NULL if only a name, or nothing, is known.';
comment on column main.articles.publisher_method is
    'The source the publisher was taken from.';
comment on column main.articles.publisher_confidence is
    'Calibrated share, 0 to 1, of such claims that hold.';
comment on column main.articles.agency is
    'The credited wire agency, from a fixed vocabulary; the outlet that carried the article is the publisher.';
comment on column main.articles.is_wire_copy is
    'True if an agency is credited, or the article is a copy of one that credits it.';
comment on column main.articles.canonical_url is
    'Address of the article without tracking parameters, twins and variants.';
comment on column main.articles.canonical_url_method is
    'The source the canonical URL was taken from.';
comment on column main.articles.canonical_url_confidence is
    'Calibrated share, 0 to 1, of such claims that hold.';
comment on column main.articles.authors is
    'People credited as authors, in the order given. Elsewhere: byline, authors_byline.';
comment on column main.articles.cluster_id is
    'The cluster of near-identical copies it is in. Elsewhere: duplicate group, parent article.';
comment on column main.articles.story_id is
    'The story it is in: clusters that tell the same thing. Elsewhere: event id.';
comment on column main.articles.is_representative is
    'True for the one article that stands for its cluster; the others are what elsewhere is flagged isDuplicate.';
comment on column main.articles.representative_article_id is
    'The article that stands for its cluster. Elsewhere: lead document, original article.';
comment on column main.articles.content_hash is
    'Hash of title and body: which text this is.';
comment on column main.articles.text_hash is
    'Hash of the body alone: what duplicates are found on; NULL without a body.';
comment on column main.articles.version is
    'Rank of the current text among the versions of the article, from 1.';
comment on column main.articles.first_fetched_at is
    'Earliest fetch time any of its records states.';
comment on column main.articles.first_ingested_at is
    'When a record of it was first loaded.';
comment on column main.articles.changed_run_id is
    'The run that last changed this row, reclustering included.';
