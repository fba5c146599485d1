/* Large groups of reprints: texts in which at least a third of the grams, boilerplate aside, are too common to have a */
/* posting list. Each is paired with the four longest texts that hold such a gram (copies are cut, seldom added to), if */
/* they share a third of the shorter text's grams in this way. So twenty thousand reprints of one text take a few rows */
/* each instead of all pairs. */
WITH reprints AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    texts.word_count,
    texts.gram_count
  FROM dedup.texts
  INNER JOIN work.common_postings
    ON texts.text_no = common_postings.text_no
  GROUP BY
    texts.text_no,
    texts.text_hash,
    texts.word_count,
    texts.gram_count
  HAVING
    COUNT(*) * 3 >= texts.gram_count
), postings AS (
  SELECT
    common_postings.hash,
    reprints.text_no,
    reprints.text_hash,
    reprints.gram_count,
    ROW_NUMBER() OVER (
      PARTITION BY common_postings.hash
      ORDER BY reprints.word_count DESC, reprints.text_hash ASC NULLS LAST
    ) AS position
  FROM work.common_postings
  INNER JOIN reprints
    ON common_postings.text_no = reprints.text_no
)
SELECT
  CASE
    WHEN representatives.text_hash < postings.text_hash
    THEN representatives.text_no
    ELSE postings.text_no
  END AS left_text_no,
  CASE
    WHEN representatives.text_hash < postings.text_hash
    THEN postings.text_no
    ELSE representatives.text_no
  END AS right_text_no
FROM postings
INNER JOIN postings AS representatives
  ON postings.hash = representatives.hash
WHERE
  representatives.position <= 4 AND representatives.position < postings.position
GROUP BY
  representatives.text_no,
  representatives.text_hash,
  representatives.gram_count,
  postings.text_no,
  postings.text_hash,
  postings.gram_count
HAVING
  COUNT(*) * 3 >= LEAST(representatives.gram_count, postings.gram_count)
