/* The texts whose pairs are scored, in the order of their blocks; a text may stand under several articles. */
WITH bodies AS (
  SELECT
    pair_texts.block,
    pair_texts.text_no,
    MAX(text_bodies.body) AS body
  FROM work.pair_texts
  INNER JOIN dedup.texts
    ON pair_texts.text_no = texts.text_no
  INNER JOIN staging.text_bodies
    ON texts.text_hash = text_bodies.text_hash
  GROUP BY
    pair_texts.block,
    pair_texts.text_no
)
SELECT
  bodies.text_no,
  bodies.block,
  bodies.body
FROM bodies
ORDER BY
  bodies.block NULLS LAST,
  bodies.text_no NULLS LAST
