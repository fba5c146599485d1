/* Stored pairs that are no longer candidates: a text is gone; or, with the gram weights of this run, the texts share */
/* too little (the rule is in pipelines/core/matching/gram_weights.py) and are no pair of a large group of reprints. */
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
), lighter AS (
  SELECT
    changed_postings.hash,
    changed_postings.text_no
  FROM work.changed_postings
  WHERE
    changed_postings.weight_change < 0
), ungrouped AS (
  SELECT
    family_pairs.left_text_no,
    family_pairs.right_text_no
  FROM dedup.family_pairs
  LEFT JOIN work.family_pairs AS current_pairs
    ON family_pairs.left_text_no = current_pairs.left_text_no
    AND family_pairs.right_text_no = current_pairs.right_text_no
  WHERE
    current_pairs.left_text_no IS NULL
), uncertain AS (
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN lighter
    ON text_pairs.left_text_no = lighter.text_no
  INNER JOIN lighter AS others
    ON text_pairs.right_text_no = others.text_no AND lighter.hash = others.hash
  UNION
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN ungrouped
    ON text_pairs.left_text_no = ungrouped.left_text_no
    AND text_pairs.right_text_no = ungrouped.right_text_no
), uncertain_texts AS (
  SELECT
    uncertain.left_text_no AS text_no
  FROM uncertain
  UNION
  SELECT
    uncertain.right_text_no AS text_no
  FROM uncertain
), kept AS (
  SELECT
    fingerprints.text_no,
    held.hash
  FROM dedup.fingerprints
  INNER JOIN uncertain_texts
    ON fingerprints.text_no = uncertain_texts.text_no
  LATERAL VIEW
  EXPLODE(fingerprints.hashes) held AS hash
), grams AS (
  SELECT
    kept.text_no,
    kept.hash,
    CASE WHEN cut_grams.hash IS NULL THEN :full_weight ELSE :reduced_weight END AS weight
  FROM kept
  LEFT JOIN dedup.cut_grams
    ON kept.hash = cut_grams.hash
  WHERE
    cut_grams.hash IS NULL
    OR (
      cut_grams.text_count <= :max_df AND NOT cut_grams.is_boilerplate
    )
), shared AS (
  SELECT
    uncertain.left_text_no,
    uncertain.right_text_no,
    COUNT(*) AS shared_grams,
    SUM(grams.weight) AS weight
  FROM uncertain
  INNER JOIN grams
    ON uncertain.left_text_no = grams.text_no
  INNER JOIN grams AS others
    ON uncertain.right_text_no = others.text_no AND grams.hash = others.hash
  GROUP BY
    uncertain.left_text_no,
    uncertain.right_text_no
), recounted AS (
  SELECT
    uncertain.left_text_no,
    uncertain.right_text_no,
    COALESCE(shared.shared_grams, 0) AS shared_grams,
    COALESCE(shared.weight, 0) AS weight,
    LEAST(texts.gram_count, others.gram_count) AS fewer_grams
  FROM uncertain
  LEFT JOIN shared
    ON uncertain.left_text_no = shared.left_text_no
    AND uncertain.right_text_no = shared.right_text_no
  INNER JOIN dedup.texts
    ON uncertain.left_text_no = texts.text_no
  INNER JOIN dedup.texts AS others
    ON uncertain.right_text_no = others.text_no
)
SELECT
  gone.left_text_no,
  gone.right_text_no
FROM gone
UNION
SELECT
  recounted.left_text_no,
  recounted.right_text_no
FROM recounted
LEFT JOIN work.family_pairs
  ON recounted.left_text_no = family_pairs.left_text_no
  AND recounted.right_text_no = family_pairs.right_text_no
WHERE
  family_pairs.left_text_no IS NULL
  AND (
    (
      recounted.weight < :min_weight
      AND recounted.shared_grams * :per_match_short < recounted.fewer_grams
    )
    OR recounted.shared_grams * :per_match < recounted.fewer_grams
  )
