/* The texts of candidate pairs by blocks of some words: connected texts share a block as far as they fit. Components */
/* are spread over buckets; within a bucket a block is a part of its words. */
WITH placed AS (
  SELECT
    texts.text_no,
    texts.text_hash,
    texts.word_count,
    pair_components.component,
    pair_components.component % :buckets AS bucket
  FROM work.pair_components
  INNER JOIN dedup.texts
    ON pair_components.key = texts.text_no
), counted AS (
  SELECT
    placed.text_no,
    placed.text_hash,
    placed.bucket,
    SUM(placed.word_count) OVER (
      PARTITION BY placed.bucket
      ORDER BY placed.component ASC NULLS LAST, placed.text_no ASC NULLS LAST
    ) AS words
  FROM placed
)
SELECT
  counted.text_no,
  counted.text_hash,
  CAST(counted.bucket AS INT) AS bucket,
  CAST(FLOOR(counted.words / :words) AS INT) AS part
FROM counted
