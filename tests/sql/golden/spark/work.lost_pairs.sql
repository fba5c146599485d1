/* Stored pairs that would not be candidates today: a text is gone, or the grams that count for less since this run */
/* leave too little in common (pipelines/core/matching/inverted_index.py has the rule) and it is no pair of a large family. */
WITH gone_texts AS (
  SELECT
    touched_texts.text_no
  FROM work.touched_texts
  LEFT JOIN dedup.texts
    ON touched_texts.text_no = texts.text_no
  WHERE
    texts.text_no IS NULL
), gone AS (
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN gone_texts
    ON text_pairs.left_text_no = gone_texts.text_no
  UNION
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN gone_texts
    ON text_pairs.right_text_no = gone_texts.text_no
), holders AS (
  SELECT
    flip_holders.hash,
    flip_holders.text_no
  FROM work.flip_holders
  WHERE
    flip_holders.weight_change < 0
), left_out AS (
  SELECT
    family_pairs.left_text_no,
    family_pairs.right_text_no
  FROM dedup.family_pairs
  LEFT JOIN work.family_pairs AS current_pairs
    ON family_pairs.left_text_no = current_pairs.left_text_no
    AND family_pairs.right_text_no = current_pairs.right_text_no
  WHERE
    current_pairs.left_text_no IS NULL
), doubted AS (
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN holders
    ON text_pairs.left_text_no = holders.text_no
  INNER JOIN holders AS others
    ON text_pairs.right_text_no = others.text_no AND holders.hash = others.hash
  UNION
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN left_out
    ON text_pairs.left_text_no = left_out.left_text_no
    AND text_pairs.right_text_no = left_out.right_text_no
), doubted_texts AS (
  SELECT
    doubted.left_text_no AS text_no
  FROM doubted
  UNION
  SELECT
    doubted.right_text_no AS text_no
  FROM doubted
), kept AS (
  SELECT
    fingerprints.text_no,
    held.hash
  FROM dedup.fingerprints
  INNER JOIN doubted_texts
    ON fingerprints.text_no = doubted_texts.text_no
  LATERAL VIEW
  EXPLODE(fingerprints.hashes) held AS hash
), grams AS (
  SELECT
    kept.text_no,
    kept.hash,
    CASE WHEN cut_grams.hash IS NULL THEN 4 ELSE 1 END AS weight
  FROM kept
  LEFT JOIN dedup.cut_grams
    ON kept.hash = cut_grams.hash
  WHERE
    cut_grams.hash IS NULL
    OR (
      cut_grams.text_count <= 200 AND NOT cut_grams.is_boilerplate
    )
), recounted AS (
  SELECT
    doubted.left_text_no,
    doubted.right_text_no,
    COUNT(*) AS shared_grams,
    SUM(grams.weight) AS weight
  FROM doubted
  INNER JOIN grams
    ON doubted.left_text_no = grams.text_no
  INNER JOIN grams AS others
    ON doubted.right_text_no = others.text_no AND grams.hash = others.hash
  GROUP BY
    doubted.left_text_no,
    doubted.right_text_no
), judged AS (
  SELECT
    doubted.left_text_no,
    doubted.right_text_no,
    COALESCE(recounted.shared_grams, 0) AS shared_grams,
    COALESCE(recounted.weight, 0) AS weight,
    LEAST(texts.gram_count, others.gram_count) AS fewer_grams
  FROM doubted
  LEFT JOIN recounted
    ON doubted.left_text_no = recounted.left_text_no
    AND doubted.right_text_no = recounted.right_text_no
  INNER JOIN dedup.texts
    ON doubted.left_text_no = texts.text_no
  INNER JOIN dedup.texts AS others
    ON doubted.right_text_no = others.text_no
)
SELECT
  gone.left_text_no,
  gone.right_text_no
FROM gone
UNION
SELECT
  judged.left_text_no,
  judged.right_text_no
FROM judged
LEFT JOIN work.family_pairs
  ON judged.left_text_no = family_pairs.left_text_no
  AND judged.right_text_no = family_pairs.right_text_no
WHERE
  family_pairs.left_text_no IS NULL
  AND (
    (
      judged.weight < 8 AND judged.shared_grams * 8 < judged.fewer_grams
    )
    OR judged.shared_grams * 50 < judged.fewer_grams
  )
