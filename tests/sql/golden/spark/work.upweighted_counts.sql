/* The grams that upweighted texts share, counted among these alone, and what each is as a stop gram. A pair of */
/* upweighted texts counts for more by a gram that both hold. */
WITH counted AS (
  SELECT
    upweighted_postings.hash,
    COUNT(*) AS text_count,
    MIN(upweighted_postings.text_no) AS first_text_no
  FROM work.upweighted_postings
  GROUP BY
    upweighted_postings.hash
  HAVING
    COUNT(*) > 1
)
SELECT
  counted.hash,
  CAST(counted.text_count AS INT) AS text_count,
  CAST(counted.text_count AS INT) AS query_count,
  counted.first_text_no,
  COALESCE(cut_grams.text_count, 0) AS stored_text_count,
  COALESCE(cut_grams.is_boilerplate, FALSE) AS is_stored_boilerplate
FROM counted
LEFT JOIN dedup.cut_grams
  ON counted.hash = cut_grams.hash
