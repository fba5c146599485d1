/* The time span of the changed clusters of each language. Languages without a dated changed cluster are omitted. */
SELECT
  story_terms.language,
  MIN(LEAST(story_terms.earliest, story_terms.fetched)) AS first_time,
  MAX(GREATEST(story_terms.latest, story_terms.fetched)) AS last_time
FROM dedup.story_terms
INNER JOIN work.changed_story_clusters
  ON story_terms.cluster_id = changed_story_clusters.cluster_id
WHERE
  NOT story_terms.language IS NULL
GROUP BY
  story_terms.language
HAVING
  NOT MIN(LEAST(story_terms.earliest, story_terms.fetched)) IS NULL
ORDER BY
  story_terms.language NULLS LAST
