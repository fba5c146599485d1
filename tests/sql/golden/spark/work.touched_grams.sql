/* The grams of touched texts, and stop grams that are too common to be followed: their texts are large groups of */
/* reprints. */
SELECT
  held.hash
FROM dedup.fingerprints
INNER JOIN work.touched_texts
  ON fingerprints.text_no = touched_texts.text_no
LATERAL VIEW
EXPLODE(fingerprints.hashes) held AS hash
UNION
SELECT
  cut_grams.hash
FROM dedup.cut_grams
WHERE
  cut_grams.text_count > :max_df AND NOT cut_grams.is_boilerplate
