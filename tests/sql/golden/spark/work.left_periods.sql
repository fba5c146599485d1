/* The periods that changed clusters, and those that are gone, were in before this run. */
SELECT
  story_terms.language,
  story_terms.period
FROM dedup.story_terms
INNER JOIN work.changed_story_clusters
  ON story_terms.cluster_id = changed_story_clusters.cluster_id
WHERE
  NOT story_terms.period IS NULL
GROUP BY
  story_terms.language,
  story_terms.period
