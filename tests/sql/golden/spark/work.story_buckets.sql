/* Nodes that have to be linked, and in which call: a component with many edges has a call of its own, smaller ones */
/* share some. A component of nodes that are all known needs none. Beside each node stands what its call must know of */
/* it, but for its terms: these are long, and are to be joined with nothing else. */
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
  END AS bucket,
  linked_nodes.cluster_id,
  linked_nodes.before,
  known_components.node AS known_component,
  known_stories.node AS known_story
FROM work.linked_components
INNER JOIN open_components
  ON linked_components.component = open_components.component
INNER JOIN work.linked_nodes
  ON linked_components.key = linked_nodes.node
LEFT JOIN edge_counts
  ON linked_components.component = edge_counts.component
LEFT JOIN work.known_groups
  ON linked_nodes.cluster_id = known_groups.cluster_id
LEFT JOIN work.linked_nodes AS known_components
  ON known_groups.component_id = known_components.article_id
LEFT JOIN work.linked_nodes AS known_stories
  ON known_groups.story = known_stories.article_id
