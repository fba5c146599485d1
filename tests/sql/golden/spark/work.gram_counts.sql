/* What the weight of a touched gram depends on, if two texts or more hold it: its texts, those with a known publisher, */
/* their publishers, and the days from the first to the last (-1: none known); and what is stored of it as a stop gram. */
/* Publishers are not counted of fewer texts than make boilerplate. A text counts once, with its first publisher. */
WITH text_publishers AS (
  SELECT
    article_texts.text_no,
    article_texts.publisher_id,
    MIN(article_texts.seen_on) AS first_day,
    MAX(article_texts.seen_on) AS last_day,
    CASE
      WHEN ROW_NUMBER() OVER (
        PARTITION BY article_texts.text_no
        ORDER BY article_texts.publisher_id ASC NULLS LAST
      ) = 1
      THEN 1
      ELSE 0
    END AS texts
  FROM dedup.article_texts
  WHERE
    NOT article_texts.publisher_id IS NULL
  GROUP BY
    article_texts.text_no,
    article_texts.publisher_id
), carrying AS (
  SELECT
    touched_postings.hash,
    text_publishers.texts,
    text_publishers.first_day,
    text_publishers.last_day,
    DENSE_RANK() OVER (
      PARTITION BY touched_postings.hash
      ORDER BY text_publishers.publisher_id ASC NULLS LAST
    ) AS publisher_no
  FROM work.touched_postings
  INNER JOIN text_publishers
    ON touched_postings.text_no = text_publishers.text_no
  WHERE
    touched_postings.text_count >= :min_boilerplate_texts
), carriers AS (
  SELECT
    carrying.hash,
    SUM(carrying.texts) AS carried,
    MAX(carrying.publisher_no) AS publisher_count,
    DATEDIFF(DAY, MIN(carrying.first_day), MAX(carrying.last_day)) AS day_span
  FROM carrying
  GROUP BY
    carrying.hash
)
SELECT
  touched_postings.hash,
  touched_postings.text_count,
  touched_postings.query_count,
  touched_postings.first_text_no,
  CAST(COALESCE(carriers.carried, 0) AS INT) AS carried,
  CAST(COALESCE(carriers.publisher_count, 0) AS INT) AS publisher_count,
  CAST(COALESCE(carriers.day_span, -1) AS INT) AS day_span,
  COALESCE(cut_grams.text_count, 0) AS stored_text_count,
  COALESCE(cut_grams.is_boilerplate, FALSE) AS is_stored_boilerplate
FROM work.touched_postings
LEFT JOIN carriers
  ON touched_postings.hash = carriers.hash
LEFT JOIN dedup.cut_grams
  ON touched_postings.hash = cut_grams.hash
WHERE
  touched_postings.text_count > 1
  AND touched_postings.text_no = touched_postings.first_text_no
