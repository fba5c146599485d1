/* Grams that make no candidates: in more than 200 texts, or one publisher's standing lines. The measured rule */
/* for those: */
/* in four texts or more, 2.5 for each publisher, and over more than 21 days (else revisions of one article would */
/* be). */
WITH judged AS (
  SELECT
    gram_counts.hash,
    gram_counts.text_count,
    gram_counts.publisher_count,
    gram_counts.day_span,
    gram_counts.carried_count >= 4
    AND 2 * gram_counts.carried_count >= 5 * gram_counts.publisher_count
    AND COALESCE(gram_counts.day_span, 0) > 21 AS is_boilerplate
  FROM work.gram_counts
)
SELECT
  judged.hash,
  CAST(judged.text_count AS INT) AS text_count,
  CAST(judged.publisher_count AS INT) AS publisher_count,
  CAST(judged.day_span AS INT) AS day_span,
  judged.is_boilerplate
FROM judged
WHERE
  judged.is_boilerplate OR judged.text_count > 200
