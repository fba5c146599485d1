/* Candidate pairs, the text with the smaller hash on the left, by cells: pairs of texts of the same two blocks, so many */
/* at most. */
WITH placed AS (
  SELECT
    CASE
      WHEN lefts.text_hash < rights.text_hash
      THEN lefts.text_no
      ELSE rights.text_no
    END AS left_text_no,
    CASE
      WHEN lefts.text_hash < rights.text_hash
      THEN rights.text_no
      ELSE lefts.text_no
    END AS right_text_no,
    lefts.bucket,
    LEAST(lefts.part, rights.part) AS low_part,
    GREATEST(lefts.part, rights.part) AS high_part
  FROM work.candidate_pairs
  INNER JOIN work.pair_blocks AS lefts
    ON candidate_pairs.left_text_no = lefts.text_no
  INNER JOIN work.pair_blocks AS rights
    ON candidate_pairs.right_text_no = rights.text_no
), numbered AS (
  SELECT
    placed.left_text_no,
    placed.right_text_no,
    placed.bucket,
    placed.low_part,
    placed.high_part,
    ROW_NUMBER() OVER (
      PARTITION BY placed.bucket, placed.low_part, placed.high_part
      ORDER BY placed.left_text_no ASC NULLS LAST, placed.right_text_no ASC NULLS LAST
    ) AS position
  FROM placed
)
SELECT
  numbered.left_text_no,
  numbered.right_text_no,
  numbered.bucket,
  numbered.low_part,
  numbered.high_part,
  CAST(FLOOR((
    numbered.position - 1
  ) / :pairs) AS INT) AS piece
FROM numbered
