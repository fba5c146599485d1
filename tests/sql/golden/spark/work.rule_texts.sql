/* The texts of articles that the user rules name now or named in the previous run. */
WITH named AS (
  SELECT
    overrides.left_article_id AS article_id
  FROM main.overrides
  UNION
  SELECT
    overrides.right_article_id AS article_id
  FROM main.overrides
  UNION
  SELECT
    changed_overrides.article_id
  FROM work.changed_overrides
)
SELECT
  article_texts.article_id,
  article_texts.text_no
FROM dedup.article_texts
INNER JOIN named
  ON article_texts.article_id = named.article_id
