/* The texts of the nodes in buckets, and their terms by ascending hash in rows of their own, for both are long: so each */
/* goes to its bucket at once, and the two meet there. */
SELECT
  story_buckets.bucket,
  story_buckets.node,
  story_buckets.before,
  story_buckets.known_component,
  story_buckets.known_story,
  story_terms.since,
  story_terms.until,
  story_terms.is_dated,
  story_terms.word_count,
  story_terms.weekdays,
  story_terms.frame_share,
  story_terms.term_weights,
  CAST(NULL AS ARRAY<INT>) AS term_hashes
FROM work.story_buckets
INNER JOIN dedup.story_terms
  ON story_buckets.cluster_id = story_terms.cluster_id
UNION ALL
SELECT
  story_buckets.bucket,
  story_buckets.node,
  NULL AS before,
  NULL AS known_component,
  NULL AS known_story,
  NULL AS since,
  NULL AS until,
  NULL AS is_dated,
  NULL AS word_count,
  NULL AS weekdays,
  NULL AS frame_share,
  NULL AS term_weights,
  term_hashes.term_hashes
FROM work.story_buckets
INNER JOIN work.term_hashes
  ON story_buckets.cluster_id = term_hashes.cluster_id
