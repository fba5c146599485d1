/* Edges within the stories that this run decided. They are looked up by left article, not by left cluster: cluster ids */
/* share a prefix, which makes the engine's filters ineffective. */
WITH of_articles AS (
  SELECT
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation,
    story_edges.score,
    story_edges.days_apart,
    story_edges.left_article_id,
    story_edges.right_article_id,
    story_edges.shared_terms
  FROM dedup.story_edges
  WHERE
    story_edges.left_article_id IN (
      SELECT
        cluster_members.article_id
      FROM work.relinked_clusters
      INNER JOIN dedup.cluster_members
        ON relinked_clusters.cluster_id = cluster_members.cluster_id
    )
)
SELECT
  of_articles.left_cluster_id,
  of_articles.right_cluster_id,
  of_articles.relation,
  of_articles.score,
  of_articles.days_apart,
  of_articles.left_article_id,
  of_articles.right_article_id,
  of_articles.shared_terms
FROM of_articles
INNER JOIN dedup.story_members AS lefts
  ON of_articles.left_cluster_id = lefts.cluster_id
INNER JOIN dedup.story_members AS rights
  ON of_articles.right_cluster_id = rights.cluster_id
WHERE
  lefts.story_id = rights.story_id
