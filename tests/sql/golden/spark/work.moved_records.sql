/* Records that became another article, because their declaration is no longer believed, or is believed again. */
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
)
SELECT
  decided.record_key,
  articles.article_id AS old_article_id,
  decided.article_id,
  decided.canonical_url,
  decided.canonical_url_method,
  decided.canonical_url_confidence
FROM decided
INNER JOIN staging.articles
  ON decided.record_key = articles.record_key
WHERE
  decided.article_id <> articles.article_id
