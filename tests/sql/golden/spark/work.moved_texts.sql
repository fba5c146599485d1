/* The texts of all records of articles that records moved from or to, or got another title in, as if this run had read */
/* them. They are still stored under the hash with the title before. */
WITH records AS (
  SELECT
    articles.record_key,
    COALESCE(moved_records.article_id, articles.article_id) AS article_id,
    COALESCE(moved_records.content_hash, articles.content_hash) AS content_hash,
    articles.content_hash AS stored_content_hash,
    articles.text_hash,
    COALESCE(moved_records.title, articles.title) AS title,
    articles.word_count
  FROM staging.articles
  LEFT JOIN work.moved_records
    ON articles.record_key = moved_records.record_key
  INNER JOIN work.moved_articles
    ON articles.article_id = moved_articles.article_id
)
SELECT
  records.record_key,
  records.article_id,
  records.content_hash,
  records.text_hash,
  records.title,
  stored_bodies.body,
  records.word_count
FROM work.stored_bodies
RIGHT JOIN records
  ON stored_bodies.content_hash = records.stored_content_hash /* noqa: CV08 */
