/* The component and the story of each linked cluster, by their first articles: as found, else as known before; a */
/* cluster without edges is alone. */
SELECT
  linked_nodes.cluster_id,
  COALESCE(components.article_id, known_groups.component_id, linked_nodes.article_id) AS component_id,
  COALESCE(stories.article_id, known_groups.story, linked_nodes.article_id) AS story
FROM work.linked_nodes
LEFT JOIN work.found_groups
  ON linked_nodes.node = found_groups.node
LEFT JOIN work.linked_nodes AS components
  ON found_groups.component = components.node
LEFT JOIN work.linked_nodes AS stories
  ON found_groups.story = stories.node
LEFT JOIN work.known_groups
  ON linked_nodes.cluster_id = known_groups.cluster_id
