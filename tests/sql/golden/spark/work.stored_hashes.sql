/* The terms, by ascending hash, of those work.wanted_clusters whose hashes are not in work.term_hashes. A text without */
/* terms has no row. */
WITH missing AS (
  SELECT
    wanted_clusters.cluster_id
  FROM work.wanted_clusters
  LEFT JOIN work.term_hashes
    ON wanted_clusters.cluster_id = term_hashes.cluster_id
  WHERE
    term_hashes.cluster_id IS NULL
  GROUP BY
    wanted_clusters.cluster_id
), used AS (
  SELECT
    missing.cluster_id,
    spelled.word_no
  FROM missing
  INNER JOIN dedup.story_terms
    ON missing.cluster_id = story_terms.cluster_id
  LATERAL VIEW
  EXPLODE(story_terms.term_words) spelled AS word_no
)
SELECT
  used.cluster_id,
  ARRAY_SORT(COLLECT_LIST(story_words.term_hash)) AS term_hashes
FROM used
INNER JOIN dedup.story_words
  ON used.word_no = story_words.word_no
GROUP BY
  used.cluster_id
