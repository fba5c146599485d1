/* Stored links that are no longer certain: user rules, and shared passages of clusters that were compared again. */
WITH stored_links AS (
  SELECT
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation,
    story_edges.score,
    story_edges.left_article_id,
    story_edges.right_article_id
  FROM dedup.story_edges
  WHERE
    story_edges.relation IN ('shared_passage', 'override')
)
SELECT
  stored_links.left_cluster_id,
  stored_links.right_cluster_id,
  stored_links.relation
FROM stored_links
LEFT JOIN work.certain_links
  ON stored_links.left_cluster_id = certain_links.left_cluster_id
  AND stored_links.right_cluster_id = certain_links.right_cluster_id
  AND stored_links.relation = certain_links.relation
  AND stored_links.score = certain_links.score
  AND stored_links.left_article_id = certain_links.left_article_id
  AND stored_links.right_article_id = certain_links.right_article_id
LEFT JOIN work.touched_clusters AS touched_lefts
  ON stored_links.left_cluster_id = touched_lefts.cluster_id
LEFT JOIN work.touched_clusters AS touched_rights
  ON stored_links.right_cluster_id = touched_rights.cluster_id
WHERE
  certain_links.left_cluster_id IS NULL
  AND (
    stored_links.relation = 'override'
    OR NOT touched_lefts.cluster_id IS NULL
    OR NOT touched_rights.cluster_id IS NULL
  )
