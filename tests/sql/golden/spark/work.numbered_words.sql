/* New words with their numbers, which follow those that are taken: in the order of hash and word, but counted within */
/* each prefix of the hash, so that no window holds all of them. */
WITH prefixes AS (
  SELECT
    unknown_words.prefix,
    COUNT(*) AS words
  FROM work.unknown_words
  GROUP BY
    unknown_words.prefix
), firsts AS (
  SELECT
    prefixes.prefix,
    SUM(prefixes.words) OVER (ORDER BY prefixes.prefix NULLS LAST) - prefixes.words AS first_no
  FROM prefixes
), taken AS (
  SELECT
    COALESCE(MAX(story_words.word_no), -1) AS last_no
  FROM dedup.story_words
)
SELECT
  CAST(taken.last_no + firsts.first_no + ROW_NUMBER() OVER (
    PARTITION BY unknown_words.prefix
    ORDER BY unknown_words.term_hash NULLS LAST, unknown_words.word NULLS LAST
  ) AS INT) AS word_no,
  unknown_words.term_hash,
  unknown_words.word
FROM work.unknown_words
INNER JOIN firsts
  ON unknown_words.prefix = firsts.prefix
CROSS JOIN taken
