/* Articles of relinked clusters with their previous story, unless a cluster that is not relinked still has its id. */
WITH held_ids AS (
  SELECT DISTINCT
    story_members.story_id
  FROM dedup.story_members
  LEFT JOIN work.relinked_clusters
    ON story_members.cluster_id = relinked_clusters.cluster_id
  WHERE
    relinked_clusters.cluster_id IS NULL
)
SELECT
  cluster_members.cluster_id,
  cluster_members.article_id,
  CASE WHEN held_ids.story_id IS NULL THEN articles.story_id END AS story_id
FROM work.relinked_clusters
INNER JOIN dedup.cluster_members
  ON relinked_clusters.cluster_id = cluster_members.cluster_id
LEFT JOIN previous.articles
  ON cluster_members.article_id = articles.article_id
LEFT JOIN held_ids
  ON articles.story_id = held_ids.story_id
