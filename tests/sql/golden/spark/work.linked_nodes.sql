/* Nodes of a linkage: relinked clusters, and boundary clusters with the component they must be in again. They are */
/* numbered by article, so that ties do not depend on the order of arrival. */
WITH linked_clusters AS (
  SELECT
    relinked_clusters.cluster_id
  FROM work.relinked_clusters
  UNION
  SELECT
    boundary_clusters.cluster_id
  FROM work.boundary_clusters
)
SELECT
  ROW_NUMBER() OVER (ORDER BY story_terms.article_id ASC NULLS LAST) - 1 AS node,
  story_terms.cluster_id,
  story_terms.article_id,
  story_terms.since,
  story_terms.until,
  story_terms.is_dated,
  story_terms.word_count,
  story_terms.weekdays,
  story_terms.frame_share,
  story_terms.term_words,
  story_terms.term_weights,
  CASE WHEN relinked_clusters.cluster_id IS NULL THEN story_members.component_id END AS component_id
FROM dedup.story_terms
INNER JOIN linked_clusters
  ON story_terms.cluster_id = linked_clusters.cluster_id
LEFT JOIN work.relinked_clusters
  ON story_terms.cluster_id = relinked_clusters.cluster_id
LEFT JOIN dedup.story_members
  ON story_terms.cluster_id = story_members.cluster_id
