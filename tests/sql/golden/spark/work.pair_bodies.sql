/* The texts whose pairs are scored, in the order of their blocks; a text that stands under several articles comes as */
/* often. */
SELECT
  pair_texts.text_no,
  pair_texts.block,
  text_bodies.body
FROM work.pair_texts
INNER JOIN dedup.texts
  ON pair_texts.text_no = texts.text_no
INNER JOIN staging.text_bodies
  ON texts.text_hash = text_bodies.text_hash
ORDER BY
  pair_texts.block NULLS LAST,
  pair_texts.text_no NULLS LAST
