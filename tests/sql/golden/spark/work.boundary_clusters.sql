/* The boundary: clusters of the components that an edge at the threshold connects to relinked ones. They are linked */
/* again too, and must come out as before. */
WITH crossing_edges AS (
  SELECT
    story_edges.left_cluster_id,
    story_edges.right_cluster_id
  FROM dedup.story_edges
  LEFT JOIN work.relinked_clusters AS relinked_lefts
    ON story_edges.left_cluster_id = relinked_lefts.cluster_id
  LEFT JOIN work.relinked_clusters AS relinked_rights
    ON story_edges.right_cluster_id = relinked_rights.cluster_id
  WHERE
    story_edges.score >= :threshold
    AND (
      relinked_lefts.cluster_id IS NULL
    ) <> (
      relinked_rights.cluster_id IS NULL
    )
), crossing_ends AS (
  SELECT
    crossing_edges.left_cluster_id AS cluster_id
  FROM crossing_edges
  UNION
  SELECT
    crossing_edges.right_cluster_id AS cluster_id
  FROM crossing_edges
)
SELECT
  story_members.cluster_id
FROM dedup.story_members
WHERE
  story_members.component_id IN (
    SELECT
      outer_members.component_id
    FROM crossing_ends
    INNER JOIN dedup.story_members AS outer_members
      ON crossing_ends.cluster_id = outer_members.cluster_id
    LEFT JOIN work.relinked_clusters
      ON crossing_ends.cluster_id = relinked_clusters.cluster_id
    WHERE
      relinked_clusters.cluster_id IS NULL
  )
