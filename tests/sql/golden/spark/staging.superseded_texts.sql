/* Texts that ceased to be current, kept for good and added once. Their keys are found first, because texts are large. */
WITH superseded AS (
  SELECT
    article_versions.article_id,
    article_versions.content_hash,
    article_versions.record_key
  FROM staging.article_versions
  INNER JOIN work.scope_current_articles
    ON article_versions.article_id = scope_current_articles.article_id
  LEFT JOIN staging.superseded_texts
    ON article_versions.article_id = superseded_texts.article_id
    AND article_versions.content_hash = superseded_texts.content_hash
  WHERE
    NOT article_versions.is_latest AND superseded_texts.article_id IS NULL
), landed AS (
  SELECT
    texts.record_key,
    texts.title,
    texts.body
  FROM work.texts
  WHERE
    texts.record_key IN (
      SELECT
        superseded.record_key
      FROM superseded
    )
), shown AS (
  SELECT
    articles.article_id,
    articles.content_hash,
    articles.title,
    articles.body
  FROM previous.articles
  WHERE
    articles.article_id IN (
      SELECT
        superseded.article_id
      FROM superseded
    )
)
SELECT
  superseded.article_id,
  superseded.content_hash,
  COALESCE(landed.title, shown.title) AS title,
  COALESCE(landed.body, shown.body) AS body
FROM superseded
LEFT JOIN landed
  ON superseded.record_key = landed.record_key
LEFT JOIN shown
  ON superseded.article_id = shown.article_id
  AND superseded.content_hash = shown.content_hash
