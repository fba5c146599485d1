/* Ids of published articles that have no record any more, each with the article of the text that was shown. */
SELECT
  moved_records.old_article_id AS old_id,
  MIN(moved_records.article_id) AS new_id
FROM work.moved_records
INNER JOIN staging.articles AS records
  ON moved_records.record_key = records.record_key
INNER JOIN previous.articles
  ON moved_records.old_article_id = articles.article_id
  AND records.content_hash = articles.content_hash
LEFT JOIN staging.current_articles
  ON moved_records.old_article_id = current_articles.article_id
WHERE
  current_articles.article_id IS NULL
GROUP BY
  moved_records.old_article_id
