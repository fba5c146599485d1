/* Certain links that are stored already, with the same score and the same articles. */
SELECT
  certain_links.left_cluster_id,
  certain_links.right_cluster_id,
  certain_links.relation
FROM work.certain_links
INNER JOIN dedup.story_edges
  ON certain_links.left_cluster_id = story_edges.left_cluster_id
  AND certain_links.right_cluster_id = story_edges.right_cluster_id
  AND certain_links.relation = story_edges.relation
  AND certain_links.score = story_edges.score
  AND certain_links.left_article_id = story_edges.left_article_id
  AND certain_links.right_article_id = story_edges.right_article_id
