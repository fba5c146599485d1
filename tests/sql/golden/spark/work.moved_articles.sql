/* Articles that records moved from or to. */
SELECT
  moved_records.old_article_id AS article_id
FROM work.moved_records
UNION
SELECT
  moved_records.article_id
FROM work.moved_records
