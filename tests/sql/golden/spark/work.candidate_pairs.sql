/* Pairs of texts to be scored, the smaller number first: they share enough (the rule is in */
/* pipelines/core/matching/gram_weights.py) and are not stored yet, or are new pairs of a large group of reprints. */
WITH shared AS (
  SELECT
    shared_grams.left_text_no,
    shared_grams.right_text_no,
    SUM(shared_grams.weight) AS weight,
    SUM(shared_grams.grams) AS grams
  FROM work.shared_grams
  GROUP BY
    shared_grams.left_text_no,
    shared_grams.right_text_no
), stored AS (
  SELECT
    LEAST(text_pairs.left_text_no, text_pairs.right_text_no) AS left_text_no,
    GREATEST(text_pairs.left_text_no, text_pairs.right_text_no) AS right_text_no
  FROM dedup.text_pairs
)
SELECT
  shared.left_text_no,
  shared.right_text_no
FROM shared
INNER JOIN dedup.texts
  ON shared.left_text_no = texts.text_no
INNER JOIN dedup.texts AS others
  ON shared.right_text_no = others.text_no
LEFT JOIN stored
  ON shared.left_text_no = stored.left_text_no
  AND shared.right_text_no = stored.right_text_no
WHERE
  stored.left_text_no IS NULL
  AND (
    shared.weight >= :min_weight
    OR shared.grams * :per_match_short >= LEAST(texts.gram_count, others.gram_count)
  )
  AND shared.grams * :per_match >= LEAST(texts.gram_count, others.gram_count)
UNION
SELECT
  LEAST(new_family_pairs.left_text_no, new_family_pairs.right_text_no) AS left_text_no,
  GREATEST(new_family_pairs.left_text_no, new_family_pairs.right_text_no) AS right_text_no
FROM work.new_family_pairs
