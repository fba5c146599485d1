/* Words of the texts that were read which are not stored yet, each once. */
SELECT DISTINCT
  batch_words.prefix,
  batch_words.term_hash,
  batch_words.word
FROM work.batch_words
LEFT JOIN dedup.story_words
  ON batch_words.term_hash = story_words.term_hash
  AND batch_words.word = story_words.word
WHERE
  story_words.word_no IS NULL
