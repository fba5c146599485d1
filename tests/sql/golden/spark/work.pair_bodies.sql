/* The texts of the pairs to score, ordered by block. A text of several articles comes once for each. */
SELECT
  pair_texts.text_no,
  pair_texts.block,
  text_bodies.body
FROM staging.text_bodies
INNER JOIN dedup.texts
  ON text_bodies.text_hash = texts.text_hash
INNER JOIN work.pair_texts
  ON texts.text_no = pair_texts.text_no
ORDER BY
  pair_texts.block NULLS LAST,
  pair_texts.text_no NULLS LAST
