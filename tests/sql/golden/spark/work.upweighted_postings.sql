/* The grams of upweighted texts; is_query: the pairs of all of them are sought. */
SELECT
  kept.hash,
  fingerprints.text_no,
  TRUE AS is_query
FROM dedup.fingerprints
INNER JOIN work.upweighted_texts
  ON fingerprints.text_no = upweighted_texts.text_no
LATERAL VIEW
EXPLODE(fingerprints.hashes) kept AS hash
