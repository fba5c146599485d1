/* The texts of candidate pairs, each once. */
SELECT
  pair_blocks.text_no,
  MIN(text_bodies.body) AS body
FROM work.pair_blocks
INNER JOIN staging.text_bodies
  ON pair_blocks.text_hash = text_bodies.text_hash
GROUP BY
  pair_blocks.text_no
