/* Edges of clusters that are compared again: those by content, and all of clusters that changed or are gone. */
SELECT
  story_edges.left_cluster_id,
  story_edges.right_cluster_id,
  story_edges.relation
FROM dedup.story_edges
LEFT JOIN work.compared_clusters AS compared_lefts
  ON story_edges.left_cluster_id = compared_lefts.cluster_id
LEFT JOIN work.compared_clusters AS compared_rights
  ON story_edges.right_cluster_id = compared_rights.cluster_id
LEFT JOIN work.changed_story_clusters AS changed_lefts
  ON story_edges.left_cluster_id = changed_lefts.cluster_id
LEFT JOIN work.changed_story_clusters AS changed_rights
  ON story_edges.right_cluster_id = changed_rights.cluster_id
WHERE
  NOT changed_lefts.cluster_id IS NULL
  OR NOT changed_rights.cluster_id IS NULL
  OR (
    story_edges.relation IN ('same_event', 'fillings')
    AND (
      NOT compared_lefts.cluster_id IS NULL OR NOT compared_rights.cluster_id IS NULL
    )
  )
