/* Articles that are new or gone, or whose text, publisher or day changed since the last search for copies. */
WITH touched AS (
  SELECT
    scope_current_articles.article_id
  FROM work.scope_current_articles
  UNION
  SELECT
    article_texts.article_id
  FROM dedup.article_texts
  LEFT JOIN staging.current_articles
    ON article_texts.article_id = current_articles.article_id
  WHERE
    current_articles.article_id IS NULL
), before AS (
  SELECT
    article_texts.article_id,
    article_texts.text_no,
    texts.text_hash,
    article_texts.publisher_id,
    article_texts.seen_on
  FROM dedup.article_texts
  INNER JOIN dedup.texts
    ON article_texts.text_no = texts.text_no
  INNER JOIN touched
    ON article_texts.article_id = touched.article_id
)
SELECT
  touched.article_id,
  before.text_no AS old_text_no,
  current_articles.text_hash
FROM touched
LEFT JOIN before
  ON touched.article_id = before.article_id
LEFT JOIN staging.current_articles
  ON touched.article_id = current_articles.article_id
WHERE
  before.text_hash IS DISTINCT FROM current_articles.text_hash
  OR before.publisher_id IS DISTINCT FROM current_articles.publisher_id
  OR before.seen_on IS DISTINCT FROM COALESCE(current_articles.published_date, CAST(current_articles.fetched_at AS DATE))
