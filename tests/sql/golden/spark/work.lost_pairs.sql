/* Stored pairs that would not be candidates today: a text is gone, or the grams cut by this run leave too few in */
/* common. */
WITH newly_cut AS (
  SELECT
    gram_flips.hash
  FROM work.gram_flips
  WHERE
    gram_flips.is_cut
), gone AS (
  SELECT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  LEFT JOIN dedup.texts
    ON text_pairs.left_text_no = texts.text_no
  LEFT JOIN dedup.texts AS others
    ON text_pairs.right_text_no = others.text_no
  WHERE
    texts.text_no IS NULL OR others.text_no IS NULL
), holders AS (
  SELECT
    fingerprints.hash,
    fingerprints.text_no
  FROM dedup.fingerprints
  INNER JOIN newly_cut
    ON fingerprints.hash = newly_cut.hash
), doubted AS (
  SELECT DISTINCT
    text_pairs.left_text_no,
    text_pairs.right_text_no
  FROM dedup.text_pairs
  INNER JOIN holders
    ON text_pairs.left_text_no = holders.text_no
  INNER JOIN holders AS others
    ON text_pairs.right_text_no = others.text_no AND holders.hash = others.hash
), recounted AS (
  SELECT
    doubted.left_text_no,
    doubted.right_text_no,
    COUNT(*) AS shared_grams
  FROM doubted
  INNER JOIN dedup.fingerprints
    ON doubted.left_text_no = fingerprints.text_no
  INNER JOIN dedup.fingerprints AS others
    ON doubted.right_text_no = others.text_no AND fingerprints.hash = others.hash
  LEFT JOIN dedup.cut_grams
    ON fingerprints.hash = cut_grams.hash
  WHERE
    cut_grams.hash IS NULL
  GROUP BY
    doubted.left_text_no,
    doubted.right_text_no
), judged AS (
  SELECT
    doubted.left_text_no,
    doubted.right_text_no,
    COALESCE(recounted.shared_grams, 0) AS shared_grams,
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
WHERE
  (
    judged.shared_grams < 2 AND judged.shared_grams * 8 < judged.fewer_grams
  )
  OR judged.shared_grams * 50 < judged.fewer_grams
