/* Every text an article has had: the current one is in main.articles, the others in staging.superseded_texts. */
SELECT
  article_versions.article_id,
  article_versions.version,
  CASE
    WHEN article_versions.is_latest
    THEN articles.title
    ELSE superseded_texts.title
  END AS title,
  CASE
    WHEN article_versions.is_latest
    THEN articles.body
    ELSE superseded_texts.body
  END AS body,
  article_versions.content_hash,
  version_changes.changed_words,
  article_records.record_path,
  article_records.record_index,
  article_versions.modified_at,
  article_versions.fetched_at
FROM staging.article_versions
LEFT JOIN main.articles
  ON article_versions.article_id = articles.article_id AND article_versions.is_latest
LEFT JOIN staging.superseded_texts
  ON article_versions.article_id = superseded_texts.article_id
  AND article_versions.content_hash = superseded_texts.content_hash
  AND NOT article_versions.is_latest
LEFT JOIN staging.version_changes
  ON article_versions.article_id = version_changes.article_id
  AND article_versions.content_hash = version_changes.content_hash
LEFT JOIN main.article_records
  ON article_versions.record_key = article_records.record_key
