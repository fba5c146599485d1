/* Records that became another article, because their declaration is no longer believed, or is believed again, and those */
/* that got another title. */
WITH decided AS (
  SELECT
    url_claims.record_key,
    CASE
      WHEN url_claims.refusal IS NULL
      THEN url_claims.declared_article_id
      ELSE url_claims.own_article_id
    END AS article_id,
    CASE
      WHEN url_claims.refusal IS NULL
      THEN url_claims.declared_url
      ELSE url_claims.own_url
    END AS canonical_url,
    CASE
      WHEN url_claims.refusal IS NULL
      THEN url_claims.declared_url_method
      ELSE url_claims.own_url_method
    END AS canonical_url_method,
    CASE
      WHEN url_claims.refusal IS NULL
      THEN url_claims.declared_url_confidence
      ELSE url_claims.own_url_confidence
    END AS canonical_url_confidence
  FROM staging.url_claims
), resettled AS (
  SELECT
    decided.*
  FROM decided
  INNER JOIN staging.articles
    ON decided.record_key = articles.record_key
  WHERE
    decided.article_id <> articles.article_id
), changed AS (
  SELECT
    resettled.record_key
  FROM resettled
  UNION
  SELECT
    retitled_records.record_key
  FROM work.retitled_records
)
SELECT
  articles.record_key,
  articles.article_id AS old_article_id,
  articles.content_hash AS old_content_hash,
  CASE
    WHEN resettled.record_key IS NULL
    THEN articles.article_id
    ELSE resettled.article_id
  END AS article_id,
  CASE
    WHEN resettled.record_key IS NULL
    THEN articles.canonical_url
    ELSE resettled.canonical_url
  END AS canonical_url,
  CASE
    WHEN resettled.record_key IS NULL
    THEN articles.canonical_url_method
    ELSE resettled.canonical_url_method
  END AS canonical_url_method,
  CASE
    WHEN resettled.record_key IS NULL
    THEN articles.canonical_url_confidence
    ELSE resettled.canonical_url_confidence
  END AS canonical_url_confidence,
  COALESCE(retitled_records.title, articles.title) AS title,
  COALESCE(retitled_records.content_hash, articles.content_hash) AS content_hash
FROM staging.articles
INNER JOIN changed
  ON articles.record_key = changed.record_key
LEFT JOIN resettled
  ON articles.record_key = resettled.record_key
LEFT JOIN work.retitled_records
  ON articles.record_key = retitled_records.record_key
