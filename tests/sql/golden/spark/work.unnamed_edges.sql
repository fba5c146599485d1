/* Edges by content, within the stories decided in this run, whose shared terms are still unknown. In other stories all */
/* edges have theirs. */
SELECT
  inner_edges.left_cluster_id,
  inner_edges.right_cluster_id,
  inner_edges.relation,
  inner_edges.score,
  inner_edges.days_apart,
  inner_edges.left_article_id,
  inner_edges.right_article_id
FROM work.inner_edges
WHERE
  inner_edges.relation = 'same_event' AND inner_edges.shared_terms IS NULL
ORDER BY
  inner_edges.left_cluster_id NULLS LAST,
  inner_edges.right_cluster_id NULLS LAST
