/* The groups of every article, and whether its text is a wire agency's. */
WITH credited_clusters AS (
  SELECT
    cluster_members.cluster_id,
    MAX(CASE WHEN current_articles.agency IS NULL THEN 0 ELSE 1 END) AS is_credited
  FROM dedup.cluster_members
  INNER JOIN staging.current_articles
    ON cluster_members.article_id = current_articles.article_id
  GROUP BY
    cluster_members.cluster_id
)
SELECT
  cluster_members.article_id,
  cluster_members.cluster_id,
  story_members.story_id,
  duplicate_clusters.representative_article_id,
  credited_clusters.is_credited = 1 AS is_wire_copy
FROM dedup.cluster_members
INNER JOIN dedup.story_members
  ON cluster_members.cluster_id = story_members.cluster_id
INNER JOIN main.duplicate_clusters
  ON cluster_members.cluster_id = duplicate_clusters.cluster_id
INNER JOIN credited_clusters
  ON cluster_members.cluster_id = credited_clusters.cluster_id
