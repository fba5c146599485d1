/* Scored pairs of texts that are clustered again, and whether each is a pair of a large group of reprints. */
SELECT
  text_pairs.left_text_no,
  text_pairs.right_text_no,
  text_pairs.score,
  NOT family_pairs.left_text_no IS NULL AS is_reprint
FROM dedup.text_pairs
INNER JOIN work.linked_texts AS lefts
  ON text_pairs.left_text_no = lefts.text_no
INNER JOIN work.linked_texts AS rights
  ON text_pairs.right_text_no = rights.text_no
LEFT JOIN dedup.family_pairs
  ON text_pairs.left_text_no = family_pairs.left_text_no
  AND text_pairs.right_text_no = family_pairs.right_text_no
