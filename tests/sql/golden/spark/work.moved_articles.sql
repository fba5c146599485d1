/* Articles that records moved from or to or got another title in, and those of which a record was taken out. */
SELECT
  moved_records.old_article_id AS article_id
FROM work.moved_records
UNION
SELECT
  moved_records.article_id
FROM work.moved_records
UNION
SELECT
  removed_records.article_id
FROM work.removed_records
