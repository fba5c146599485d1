/* How many texts hold a gram, how many publishers carried them, and over how many days. */
WITH held AS (
  SELECT
    fingerprints.hash,
    COUNT(*) AS text_count
  FROM dedup.fingerprints
  INNER JOIN work.touched_grams
    ON fingerprints.hash = touched_grams.hash
  GROUP BY
    fingerprints.hash
  HAVING
    COUNT(*) >= 4
), carried AS (
  SELECT
    held.hash,
    COUNT(DISTINCT article_texts.text_no) AS carried_count,
    COUNT(DISTINCT article_texts.publisher_id) AS publisher_count,
    DATEDIFF(DAY, MIN(article_texts.seen_on), MAX(article_texts.seen_on)) AS day_span
  FROM held
  INNER JOIN dedup.fingerprints
    ON held.hash = fingerprints.hash
  INNER JOIN dedup.article_texts
    ON fingerprints.text_no = article_texts.text_no
  WHERE
    NOT article_texts.publisher_id IS NULL
  GROUP BY
    held.hash
)
SELECT
  held.hash,
  held.text_count,
  COALESCE(carried.carried_count, 0) AS carried_count,
  COALESCE(carried.publisher_count, 0) AS publisher_count,
  carried.day_span
FROM held
LEFT JOIN carried
  ON held.hash = carried.hash
