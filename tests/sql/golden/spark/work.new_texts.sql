/* Texts of changed articles that are new, and the numbers they get: those after the largest in use, by hash. Counted by */
/* the beginnings of hashes, because one window over all rows would be one task. */
WITH wanted AS (
  SELECT DISTINCT
    SUBSTRING(article_changes.text_hash, 1, 4) AS beginning,
    article_changes.text_hash
  FROM work.article_changes
  LEFT JOIN dedup.texts
    ON article_changes.text_hash = texts.text_hash
  WHERE
    NOT article_changes.text_hash IS NULL AND texts.text_hash IS NULL
), used AS (
  SELECT
    COALESCE(MAX(texts.text_no), -1) AS last_no
  FROM dedup.texts
), counted AS (
  SELECT
    wanted.beginning,
    COUNT(*) AS texts
  FROM wanted
  GROUP BY
    wanted.beginning
), begun AS (
  SELECT
    counted.beginning,
    SUM(counted.texts) OVER (ORDER BY counted.beginning NULLS LAST) - counted.texts AS texts_before
  FROM counted
)
SELECT
  CAST(used.last_no + begun.texts_before + ROW_NUMBER() OVER (PARTITION BY wanted.beginning ORDER BY wanted.text_hash NULLS LAST) AS INT) AS text_no,
  wanted.text_hash
FROM wanted
INNER JOIN begun
  ON wanted.beginning = begun.beginning
CROSS JOIN used
