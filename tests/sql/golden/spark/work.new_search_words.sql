/* Words that the search index has not had before, with the numbers they get: those after the largest in use. Counted by */
/* remainders of hashes, because one window over all rows would be one task. */
WITH found AS (
  SELECT
    found_words.word_hash,
    MIN(found_words.word) AS word
  FROM work.found_words
  GROUP BY
    found_words.word_hash
), new AS (
  SELECT
    found.word_hash,
    found.word,
    found.word_hash % 65536 AS remainder
  FROM found
  LEFT JOIN search.words
    ON found.word_hash = words.word_hash
  WHERE
    words.word_hash IS NULL
), used AS (
  SELECT
    COALESCE(MAX(words.word_no), -1) AS last_no
  FROM search.words
), counted AS (
  SELECT
    new.remainder,
    COUNT(*) AS words
  FROM new
  GROUP BY
    new.remainder
), begun AS (
  SELECT
    counted.remainder,
    SUM(counted.words) OVER (ORDER BY counted.remainder NULLS LAST) - counted.words AS words_before
  FROM counted
)
SELECT
  CAST(used.last_no + begun.words_before + ROW_NUMBER() OVER (PARTITION BY new.remainder ORDER BY new.word_hash NULLS LAST) AS INT) AS word_no,
  new.word,
  new.word_hash
FROM new
INNER JOIN begun
  ON new.remainder = begun.remainder
CROSS JOIN used
