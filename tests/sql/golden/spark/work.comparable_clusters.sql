/* Clusters of a language with a time between $first and $last, their terms, and whether they changed in this run. */
SELECT
  story_terms.cluster_id,
  story_terms.article_id,
  story_terms.earliest,
  story_terms.latest,
  story_terms.fetched,
  story_terms.word_count,
  story_terms.days,
  story_terms.term_hashes,
  story_terms.term_weights,
  NOT changed_story_clusters.cluster_id IS NULL AS is_new
FROM dedup.story_terms
LEFT JOIN work.changed_story_clusters
  ON story_terms.cluster_id = changed_story_clusters.cluster_id
WHERE
  story_terms.language = :language
  AND (
    (
      story_terms.earliest <= :last AND story_terms.latest >= :first
    )
    OR (
      story_terms.fetched >= :first AND story_terms.fetched <= :last
    )
  )
ORDER BY
  story_terms.article_id NULLS LAST
