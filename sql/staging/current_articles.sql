-- The values of each article, from the record behind its current version. The list of outlets decides who published it;
-- else a publisher known by name alone is the one that a record ties to the name. All is joined by record, so that the
-- rows of articles, which are long, are sent once.
with firsts as (
    select
        articles.article_id,
        min(articles.fetched_at) as first_fetched_at,
        min(articles.ingested_at) as first_ingested_at
    from staging.articles
    inner join work.scope_current_articles on articles.article_id = scope_current_articles.article_id
    group by articles.article_id
),

tied as (
    select
        articles.record_key,
        publisher_ties.publisher_id
    from staging.articles
    inner join work.publisher_ties on articles.publisher_id = publisher_ties.publisher_name_key
    where articles.publisher_domain is null
)

select
    articles.article_id,
    articles.record_key,
    articles.content_hash,
    articles.text_hash,
    article_versions.version,
    articles.title,
    articles.teaser,
    articles.text_completeness,
    articles.language,
    articles.word_count,
    articles.published_at,
    articles.published_local,
    articles.published_date,
    articles.published_precision,
    articles.published_earliest,
    articles.published_latest,
    articles.published_method,
    articles.published_confidence,
    articles.modified_at,
    articles.modified_local,
    articles.modified_date,
    articles.modified_precision,
    coalesce(listed_outlets.publisher_id, tied.publisher_id, articles.publisher_id) as publisher_id,
    articles.publisher_domain,
    coalesce(listed_outlets.publisher_name, articles.publisher_name) as publisher_name,
    case when listed_outlets.record_key is null then articles.publisher_method else 'person' end as publisher_method,
    case when listed_outlets.record_key is null then articles.publisher_confidence else 1.0 end
        as publisher_confidence,
    articles.agency,
    articles.canonical_url,
    articles.canonical_url_method,
    articles.canonical_url_confidence,
    articles.authors,
    articles.fetched_at,
    firsts.first_fetched_at,
    firsts.first_ingested_at
from staging.article_versions
inner join firsts on article_versions.article_id = firsts.article_id
inner join staging.articles on article_versions.record_key = articles.record_key
left join work.listed_outlets on articles.record_key = listed_outlets.record_key
left join tied on articles.record_key = tied.record_key
where article_versions.is_latest
