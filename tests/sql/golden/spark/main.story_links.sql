/* Why clusters are one story: the edges within it. User rules take precedence over passages, passages over content. */
WITH edges_within AS (
  SELECT
    inner_edges.left_cluster_id,
    inner_edges.right_cluster_id,
    inner_edges.relation,
    inner_edges.score / 10000.0 AS score,
    inner_edges.days_apart,
    MAX(inner_edges.shared_terms) OVER (PARTITION BY inner_edges.left_cluster_id, inner_edges.right_cluster_id) AS shared_terms,
    inner_edges.left_article_id,
    inner_edges.right_article_id,
    ROW_NUMBER() OVER (
      PARTITION BY inner_edges.left_cluster_id, inner_edges.right_cluster_id
      ORDER BY CASE WHEN inner_edges.relation = 'override' THEN 0 ELSE 1 END ASC NULLS LAST, inner_edges.relation DESC
    ) AS position
  FROM work.scope_story_links
  INNER JOIN work.inner_edges
    ON scope_story_links.left_cluster_id = inner_edges.left_cluster_id
  WHERE
    inner_edges.score > 0
)
SELECT
  edges_within.left_cluster_id,
  edges_within.right_cluster_id,
  edges_within.relation,
  CAST(edges_within.score AS DOUBLE) AS score,
  edges_within.days_apart,
  edges_within.shared_terms,
  edges_within.left_article_id,
  edges_within.right_article_id
FROM edges_within
WHERE
  edges_within.position = 1
