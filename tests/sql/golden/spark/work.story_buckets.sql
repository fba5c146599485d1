/* Nodes that have to be linked, and in which call: a component with many edges has a call of its own, smaller ones */
/* share some. A component of nodes that are all known needs none. */
WITH open_components AS (
  SELECT DISTINCT
    linked_components.component
  FROM work.linked_components
  INNER JOIN work.linked_nodes
    ON linked_components.key = linked_nodes.node
  LEFT JOIN work.known_groups
    ON linked_nodes.cluster_id = known_groups.cluster_id
  WHERE
    known_groups.cluster_id IS NULL
), edge_counts AS (
  SELECT
    linked_components.component,
    COUNT(*) AS edge_count
  FROM work.linked_edges
  INNER JOIN work.linked_components
    ON linked_edges.left_node = linked_components.key
  GROUP BY
    linked_components.component
)
SELECT
  linked_components.key AS node,
  CASE
    WHEN edge_counts.edge_count >= :edges_per_call
    THEN linked_components.component
    ELSE -1 - linked_components.component % :shared_calls
  END AS bucket
FROM work.linked_components
INNER JOIN open_components
  ON linked_components.component = open_components.component
LEFT JOIN edge_counts
  ON linked_components.component = edge_counts.component
