/* Clusters that are new, that changed in what a score depends on, or that are gone. */
SELECT
  COALESCE(story_clusters.cluster_id, story_terms.cluster_id) AS cluster_id,
  CASE
    WHEN story_clusters.cluster_id IS NULL
    THEN 'gone'
    WHEN story_terms.cluster_id IS NULL
    THEN 'new'
    ELSE 'changed'
  END AS change
FROM work.story_clusters
FULL OUTER JOIN dedup.story_terms
  ON story_clusters.cluster_id = story_terms.cluster_id
CROSS JOIN work.run
WHERE
  story_clusters.cluster_id IS NULL
  OR story_terms.cluster_id IS NULL
  OR run.is_full
  OR story_clusters.article_id <> story_terms.article_id
  OR story_clusters.content_hash <> story_terms.content_hash
  OR story_clusters.language IS DISTINCT FROM story_terms.language
  OR story_clusters.earliest IS DISTINCT FROM story_terms.earliest
  OR story_clusters.latest IS DISTINCT FROM story_terms.latest
  OR story_clusters.fetched IS DISTINCT FROM story_terms.fetched
