/* Pairs of texts, one of them dirty, with enough uncut grams in common: two, or one in eight of a very short */
/* text's, and */
/* at least one in fifty of the shorter's. Stored pairs are left out: their score can't change. */
WITH usable AS (
  SELECT
    fingerprints.hash,
    fingerprints.text_no,
    NOT dirty_texts.text_no IS NULL AS is_dirty
  FROM dedup.fingerprints
  LEFT JOIN dedup.cut_grams
    ON fingerprints.hash = cut_grams.hash
  LEFT JOIN work.dirty_texts
    ON fingerprints.text_no = dirty_texts.text_no
  WHERE
    cut_grams.hash IS NULL
), dirty AS (
  SELECT
    fingerprints.hash,
    fingerprints.text_no
  FROM dedup.fingerprints
  INNER JOIN work.dirty_texts
    ON fingerprints.text_no = dirty_texts.text_no
), shared AS (
  SELECT
    dirty.text_no,
    usable.text_no AS other_text_no,
    COUNT(*) AS shared_grams
  FROM dirty
  INNER JOIN usable
    ON dirty.hash = usable.hash
  WHERE
    dirty.text_no < usable.text_no
    OR (
      NOT usable.is_dirty AND dirty.text_no > usable.text_no
    )
  GROUP BY
    dirty.text_no,
    usable.text_no
), oriented AS (
  SELECT
    CASE
      WHEN texts.text_hash < others.text_hash
      THEN texts.text_no
      ELSE others.text_no
    END AS left_text_no,
    CASE
      WHEN texts.text_hash < others.text_hash
      THEN others.text_no
      ELSE texts.text_no
    END AS right_text_no,
    shared.shared_grams,
    LEAST(texts.gram_count, others.gram_count) AS fewer_grams
  FROM shared
  INNER JOIN dedup.texts
    ON shared.text_no = texts.text_no
  INNER JOIN dedup.texts AS others
    ON shared.other_text_no = others.text_no
)
SELECT
  oriented.left_text_no,
  oriented.right_text_no,
  oriented.shared_grams
FROM oriented
LEFT JOIN dedup.text_pairs
  ON oriented.left_text_no = text_pairs.left_text_no
  AND oriented.right_text_no = text_pairs.right_text_no
WHERE
  text_pairs.left_text_no IS NULL
  AND (
    oriented.shared_grams >= 2 OR oriented.shared_grams * 8 >= oriented.fewer_grams
  )
  AND oriented.shared_grams * 50 >= oriented.fewer_grams
