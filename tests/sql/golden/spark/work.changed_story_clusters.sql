/* Clusters that are new, gone, or changed in a way that affects their scores. */
SELECT
  story_clusters.cluster_id,
  CASE WHEN story_terms.cluster_id IS NULL THEN 'new' ELSE 'changed' END AS change
FROM work.story_clusters
LEFT JOIN dedup.story_terms
  ON story_clusters.cluster_id = story_terms.cluster_id
CROSS JOIN work.run
WHERE
  story_terms.cluster_id IS NULL
  OR run.is_full
  OR story_clusters.article_id <> story_terms.article_id
  OR story_clusters.content_hash <> story_terms.content_hash
  OR story_clusters.publisher_id IS DISTINCT FROM story_terms.publisher_id
  OR story_clusters.language IS DISTINCT FROM story_terms.language
  OR story_clusters.since IS DISTINCT FROM story_terms.since
  OR story_clusters.until IS DISTINCT FROM story_terms.until
  OR story_clusters.is_dated <> story_terms.is_dated
UNION ALL
SELECT
  touched_clusters.cluster_id,
  'gone' AS change
FROM work.touched_clusters
INNER JOIN dedup.story_terms
  ON touched_clusters.cluster_id = story_terms.cluster_id
LEFT JOIN work.story_clusters
  ON touched_clusters.cluster_id = story_clusters.cluster_id
WHERE
  story_clusters.cluster_id IS NULL
