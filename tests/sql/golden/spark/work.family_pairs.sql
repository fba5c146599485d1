/* Large groups of reprints: texts in which at least a third of the grams, boilerplate aside, are too common to have a */
/* posting list. Each is paired with the first four texts by hash that hold such a gram, if they share a third of the */
/* shorter text's grams in this way. So twenty thousand reprints of one text take a few rows each instead of all pairs. */
WITH reprints AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  FROM dedup.texts
  INNER JOIN work.common_postings
    ON texts.text_no = common_postings.text_no
  GROUP BY
    texts.text_no,
    texts.text_hash,
    texts.gram_count
  HAVING
    COUNT(*) * 3 >= texts.gram_count
), postings AS (
  SELECT
    common_postings.hash,
    reprints.text_no,
    reprints.text_hash,
    reprints.gram_count,
    ROW_NUMBER() OVER (PARTITION BY common_postings.hash ORDER BY reprints.text_hash ASC NULLS LAST) AS position
  FROM work.common_postings
  INNER JOIN reprints
    ON common_postings.text_no = reprints.text_no
)
SELECT
  representatives.text_no AS left_text_no,
  postings.text_no AS right_text_no
FROM postings
INNER JOIN postings AS representatives
  ON postings.hash = representatives.hash
WHERE
  representatives.position <= 4 AND representatives.text_hash < postings.text_hash
GROUP BY
  representatives.text_no,
  representatives.gram_count,
  postings.text_no,
  postings.gram_count
HAVING
  COUNT(*) * 3 >= LEAST(representatives.gram_count, postings.gram_count)
