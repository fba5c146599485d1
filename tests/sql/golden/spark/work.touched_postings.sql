/* The texts that hold a touched gram; is_query: the text is new, so that its pairs are sought. */
WITH held AS (
  SELECT
    kept.hash,
    fingerprints.text_no,
    NOT new_texts.text_no IS NULL AS is_query
  FROM dedup.fingerprints
  LEFT JOIN work.new_texts
    ON fingerprints.text_no = new_texts.text_no
  LATERAL VIEW
  EXPLODE(fingerprints.hashes) kept AS hash
)
SELECT
  held.hash,
  held.text_no,
  held.is_query
FROM held
INNER JOIN work.touched_grams
  ON held.hash = touched_grams.hash
