/* Edges between the nodes of a linkage. */
SELECT
  left_nodes.node AS left_node,
  right_nodes.node AS right_node,
  story_edges.relation,
  story_edges.score
FROM dedup.story_edges
INNER JOIN work.linked_nodes AS left_nodes
  ON story_edges.left_cluster_id = left_nodes.cluster_id
INNER JOIN work.linked_nodes AS right_nodes
  ON story_edges.right_cluster_id = right_nodes.cluster_id
