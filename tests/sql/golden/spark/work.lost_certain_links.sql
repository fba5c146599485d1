/* Stored links that are no longer certain: user rules, and shared passages of clusters that were compared again. */
SELECT
  story_edges.left_cluster_id,
  story_edges.right_cluster_id,
  story_edges.relation
FROM dedup.story_edges
LEFT JOIN work.kept_certain_links
  ON story_edges.left_cluster_id = kept_certain_links.left_cluster_id
  AND story_edges.right_cluster_id = kept_certain_links.right_cluster_id
  AND story_edges.relation = kept_certain_links.relation
LEFT JOIN work.touched_clusters AS touched_lefts
  ON story_edges.left_cluster_id = touched_lefts.cluster_id
LEFT JOIN work.touched_clusters AS touched_rights
  ON story_edges.right_cluster_id = touched_rights.cluster_id
WHERE
  story_edges.relation IN ('shared_passage', 'override')
  AND kept_certain_links.left_cluster_id IS NULL
  AND (
    story_edges.relation = 'override'
    OR NOT touched_lefts.cluster_id IS NULL
    OR NOT touched_rights.cluster_id IS NULL
  )
