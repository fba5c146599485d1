/* The words of the shared terms of each chunk of found edges. */
WITH used AS (
  SELECT DISTINCT
    found_edges.chunk_id,
    shared.word_no
  FROM work.found_edges
  LATERAL VIEW
  EXPLODE(found_edges.shared_terms) shared AS word_no
)
SELECT
  used.chunk_id,
  used.word_no,
  story_words.word
FROM used
INNER JOIN dedup.story_words
  ON used.word_no = story_words.word_no
