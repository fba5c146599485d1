/* The values of each article, from the record behind its current version. The list of outlets decides who published it; */
/* else a publisher known by name alone is the one that a record ties to the name. All is joined by record, so that the */
/* rows of articles, which are long, are sent once. */
WITH firsts AS (
  SELECT
    articles.article_id,
    MIN(articles.fetched_at) AS first_fetched_at,
    MIN(articles.ingested_at) AS first_ingested_at
  FROM staging.articles
  INNER JOIN work.scope_current_articles
    ON articles.article_id = scope_current_articles.article_id
  GROUP BY
    articles.article_id
), tied AS (
  SELECT
    articles.record_key,
    publisher_ties.publisher_id
  FROM staging.articles
  INNER JOIN work.publisher_ties
    ON articles.publisher_id = publisher_ties.publisher_name_key
  WHERE
    articles.publisher_domain IS NULL
)
SELECT
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
  COALESCE(listed_outlets.publisher_id, tied.publisher_id, articles.publisher_id) AS publisher_id,
  articles.publisher_domain,
  COALESCE(listed_outlets.publisher_name, articles.publisher_name) AS publisher_name,
  CASE
    WHEN listed_outlets.record_key IS NULL
    THEN articles.publisher_method
    ELSE 'person'
  END AS publisher_method,
  CASE
    WHEN listed_outlets.record_key IS NULL
    THEN articles.publisher_confidence
    ELSE 1.0
  END AS publisher_confidence,
  articles.agency,
  articles.canonical_url,
  articles.canonical_url_method,
  articles.canonical_url_confidence,
  articles.authors,
  articles.fetched_at,
  firsts.first_fetched_at,
  firsts.first_ingested_at
FROM staging.article_versions
INNER JOIN firsts
  ON article_versions.article_id = firsts.article_id
INNER JOIN staging.articles
  ON article_versions.record_key = articles.record_key
LEFT JOIN work.listed_outlets
  ON articles.record_key = listed_outlets.record_key
LEFT JOIN tied
  ON articles.record_key = tied.record_key
WHERE
  article_versions.is_latest
