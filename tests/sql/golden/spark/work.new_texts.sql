/* Texts of changed articles that are new, and the numbers they get: those after the largest in use. */
WITH wanted AS (
  SELECT DISTINCT
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
)
SELECT
  CAST(used.last_no + ROW_NUMBER() OVER (ORDER BY wanted.text_hash NULLS LAST) AS INT) AS text_no,
  wanted.text_hash
FROM wanted
CROSS JOIN used
