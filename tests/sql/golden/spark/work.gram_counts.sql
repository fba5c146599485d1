/* What the weight of a touched gram depends on, if two texts or more hold it: its texts, those with a known publisher, */
/* their publishers, and the days from the first to the last (-1: none known); and what is stored of it as a stop gram. */
/* Publishers are not counted of fewer texts than make boilerplate. */
WITH counted AS (
  SELECT
    touched_postings.hash,
    COUNT(*) AS text_count,
    SUM(CASE WHEN touched_postings.is_query THEN 1 ELSE 0 END) AS query_count,
    MIN(touched_postings.text_no) AS first_text_no
  FROM work.touched_postings
  GROUP BY
    touched_postings.hash
  HAVING
    COUNT(*) > 1
), carriers AS (
  SELECT
    touched_postings.hash,
    COUNT(DISTINCT touched_postings.text_no) AS carried,
    COUNT(DISTINCT article_texts.publisher_id) AS publisher_count,
    DATEDIFF(DAY, MIN(article_texts.seen_on), MAX(article_texts.seen_on)) AS day_span
  FROM counted
  INNER JOIN work.touched_postings
    ON counted.hash = touched_postings.hash
  INNER JOIN dedup.article_texts
    ON touched_postings.text_no = article_texts.text_no
  WHERE
    counted.text_count >= :min_boilerplate_texts
    AND NOT article_texts.publisher_id IS NULL
  GROUP BY
    touched_postings.hash
)
SELECT
  counted.hash,
  CAST(counted.text_count AS INT) AS text_count,
  CAST(counted.query_count AS INT) AS query_count,
  counted.first_text_no,
  CAST(COALESCE(carriers.carried, 0) AS INT) AS carried,
  CAST(COALESCE(carriers.publisher_count, 0) AS INT) AS publisher_count,
  CAST(COALESCE(carriers.day_span, -1) AS INT) AS day_span,
  COALESCE(cut_grams.text_count, 0) AS stored_text_count,
  COALESCE(cut_grams.is_boilerplate, FALSE) AS is_stored_boilerplate
FROM counted
LEFT JOIN carriers
  ON counted.hash = carriers.hash
LEFT JOIN dedup.cut_grams
  ON counted.hash = cut_grams.hash
