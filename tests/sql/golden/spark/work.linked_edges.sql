/* Edges between the nodes of a linkage: the best score of each pair and, in a row of its own, the user rule for it. */
SELECT
  left_nodes.node AS left_node,
  right_nodes.node AS right_node,
  story_edges.relation = 'override' AS is_rule,
  MAX(story_edges.score) AS score
FROM dedup.story_edges
INNER JOIN work.linked_nodes AS left_nodes
  ON story_edges.left_cluster_id = left_nodes.cluster_id
INNER JOIN work.linked_nodes AS right_nodes
  ON story_edges.right_cluster_id = right_nodes.cluster_id
GROUP BY
  left_nodes.node,
  right_nodes.node,
  story_edges.relation = 'override'
