/* Edges within the stories that this run decided anew. They are found by the article on their left, of one of these */
/* clusters: the rows of ids that begin alike pass most filters. */
SELECT
  story_edges.left_cluster_id,
  story_edges.right_cluster_id,
  story_edges.relation,
  story_edges.score,
  story_edges.days_apart,
  story_edges.left_article_id,
  story_edges.right_article_id,
  story_edges.shared_terms
FROM work.relinked_clusters
INNER JOIN dedup.cluster_members
  ON relinked_clusters.cluster_id = cluster_members.cluster_id
INNER JOIN dedup.story_edges
  ON cluster_members.article_id = story_edges.left_article_id
  AND cluster_members.cluster_id = story_edges.left_cluster_id
INNER JOIN dedup.story_members AS lefts
  ON story_edges.left_cluster_id = lefts.cluster_id
INNER JOIN dedup.story_members AS rights
  ON story_edges.right_cluster_id = rights.cluster_id
WHERE
  lefts.story_id = rights.story_id
