/* The texts that hold a touched gram, how many they are, how many of them are new, and the smallest number among them. */
/* is_query: the text is new, so that its pairs are sought. Counts are here because the rows of a gram are together. */
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
  held.is_query,
  CAST(COUNT(*) OVER (PARTITION BY held.hash) AS INT) AS text_count,
  CAST(SUM(CASE WHEN held.is_query THEN 1 ELSE 0 END) OVER (PARTITION BY held.hash) AS INT) AS query_count,
  MIN(held.text_no) OVER (PARTITION BY held.hash) AS first_text_no
FROM held
INNER JOIN work.touched_grams
  ON held.hash = touched_grams.hash
