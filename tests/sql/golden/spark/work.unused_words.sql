/* Words that no text uses any more. */
WITH used AS (
  SELECT DISTINCT
    spelled.word_no
  FROM dedup.story_terms
  LATERAL VIEW
  EXPLODE(story_terms.term_words) spelled AS word_no
)
SELECT
  story_words.word_no
FROM dedup.story_words
LEFT JOIN used
  ON story_words.word_no = used.word_no
WHERE
  used.word_no IS NULL
