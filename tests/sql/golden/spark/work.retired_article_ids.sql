/* Ids of published articles that have no record any more: each with the article of the text that was shown, if its */
/* records moved there, or without one if they were taken out. */
WITH moved AS (
  SELECT
    moved_records.old_article_id AS old_id,
    moved_records.article_id AS new_id
  FROM work.moved_records
  INNER JOIN previous.articles
    ON moved_records.old_article_id = articles.article_id
    AND moved_records.old_content_hash = articles.content_hash
), removed AS (
  SELECT
    removed_records.article_id AS old_id,
    CAST(NULL AS STRING) AS new_id
  FROM work.removed_records
  INNER JOIN previous.articles
    ON removed_records.article_id = articles.article_id
), gone AS (
  SELECT
    moved.old_id,
    moved.new_id
  FROM moved
  UNION ALL
  SELECT
    removed.old_id,
    removed.new_id
  FROM removed
)
SELECT
  gone.old_id,
  MIN(gone.new_id) AS new_id
FROM gone
LEFT JOIN staging.current_articles
  ON gone.old_id = current_articles.article_id
WHERE
  current_articles.article_id IS NULL
GROUP BY
  gone.old_id
