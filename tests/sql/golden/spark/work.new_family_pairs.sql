/* Pairs in large groups of reprints that have not been scored yet. A new text may reuse the number of a deleted text, */
/* so pairs stored under the number of a new text are ignored. */
WITH known AS (
  SELECT
    family_pairs.left_text_no,
    family_pairs.right_text_no
  FROM dedup.family_pairs
  LEFT JOIN work.new_texts AS new_lefts
    ON family_pairs.left_text_no = new_lefts.text_no
  LEFT JOIN work.new_texts AS new_rights
    ON family_pairs.right_text_no = new_rights.text_no
  WHERE
    new_lefts.text_no IS NULL AND new_rights.text_no IS NULL
)
SELECT
  family_pairs.left_text_no,
  family_pairs.right_text_no
FROM work.family_pairs
LEFT JOIN dedup.text_pairs
  ON family_pairs.left_text_no = text_pairs.left_text_no
  AND family_pairs.right_text_no = text_pairs.right_text_no
LEFT JOIN known
  ON family_pairs.left_text_no = known.left_text_no
  AND family_pairs.right_text_no = known.right_text_no
WHERE
  text_pairs.left_text_no IS NULL AND known.left_text_no IS NULL
