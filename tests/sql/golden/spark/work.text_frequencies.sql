/* The terms of each part of work.weighed_texts with the number of texts of the period that have them, and its grams */
/* that another text of the period has too. */
WITH numbers AS (
  SELECT
    weighed_texts.language,
    weighed_texts.period,
    weighed_texts.part,
    FALSE AS is_gram,
    CAST(hashed.term_hash AS BIGINT) AS number
  FROM work.weighed_texts
  INNER JOIN work.term_hashes
    ON weighed_texts.cluster_id = term_hashes.cluster_id
  LATERAL VIEW
  EXPLODE(term_hashes.term_hashes) hashed AS term_hash
  UNION ALL
  SELECT
    weighed_texts.language,
    weighed_texts.period,
    weighed_texts.part,
    TRUE AS is_gram,
    kept.hash AS number
  FROM work.weighed_texts
  LATERAL VIEW
  EXPLODE(weighed_texts.grams) kept AS hash
), counts AS (
  SELECT
    numbers.language,
    numbers.period,
    numbers.part,
    numbers.is_gram,
    numbers.number,
    COUNT(*) AS texts
  FROM numbers
  GROUP BY
    numbers.language,
    numbers.period,
    numbers.part,
    numbers.is_gram,
    numbers.number
), frequencies AS (
  SELECT
    counts.language,
    counts.period,
    counts.part,
    counts.is_gram,
    counts.number,
    CAST(SUM(counts.texts) OVER (PARTITION BY counts.language, counts.period, counts.is_gram, counts.number) AS BIGINT) AS texts
  FROM counts
)
SELECT
  frequencies.language,
  frequencies.period,
  frequencies.part,
  frequencies.is_gram,
  frequencies.number,
  frequencies.texts
FROM frequencies
WHERE
  NOT frequencies.is_gram OR frequencies.texts > 1
