/* Texts that stopped being current: kept for good, added once. */
SELECT
  article_versions.article_id,
  article_versions.content_hash,
  COALESCE(texts.title, articles.title) AS title,
  COALESCE(texts.body, articles.body) AS body
FROM staging.article_versions
INNER JOIN work.scope_current_articles
  ON article_versions.article_id = scope_current_articles.article_id
LEFT JOIN work.texts
  ON article_versions.record_key = texts.record_key
LEFT JOIN previous.articles
  ON article_versions.article_id = articles.article_id
  AND article_versions.content_hash = articles.content_hash
LEFT JOIN staging.superseded_texts
  ON article_versions.article_id = superseded_texts.article_id
  AND article_versions.content_hash = superseded_texts.content_hash
WHERE
  NOT article_versions.is_latest AND superseded_texts.article_id IS NULL
