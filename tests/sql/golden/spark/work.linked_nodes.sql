/* Nodes of a linkage: relinked clusters, and boundary clusters, which must be in one component again with the others of */
/* theirs: `before` is its first node. They are numbered by article, so that ties do not depend on the order of arrival, */
/* and by the beginnings of ids first, so that no engine has to order all of them in one place. */
WITH linked_clusters AS (
  SELECT
    relinked_clusters.cluster_id
  FROM work.relinked_clusters
  UNION
  SELECT
    boundary_clusters.cluster_id
  FROM work.boundary_clusters
), linked_texts AS (
  SELECT
    story_terms.cluster_id,
    story_terms.article_id,
    SUBSTRING(story_terms.article_id, 1, 4) AS beginning,
    CASE WHEN relinked_clusters.cluster_id IS NULL THEN story_members.component_id END AS component_id
  FROM dedup.story_terms
  INNER JOIN linked_clusters
    ON story_terms.cluster_id = linked_clusters.cluster_id
  LEFT JOIN work.relinked_clusters
    ON story_terms.cluster_id = relinked_clusters.cluster_id
  LEFT JOIN dedup.story_members
    ON story_terms.cluster_id = story_members.cluster_id
), beginnings AS (
  SELECT
    linked_texts.beginning,
    COUNT(*) AS text_count
  FROM linked_texts
  GROUP BY
    linked_texts.beginning
), places_before AS (
  SELECT
    beginnings.beginning,
    SUM(beginnings.text_count) OVER (ORDER BY beginnings.beginning ASC NULLS LAST) - beginnings.text_count AS texts_before
  FROM beginnings
), numbered_texts AS (
  SELECT
    linked_texts.cluster_id,
    linked_texts.article_id,
    linked_texts.component_id,
    CAST(places_before.texts_before - 1 + ROW_NUMBER() OVER (
      PARTITION BY linked_texts.beginning
      ORDER BY linked_texts.article_id ASC NULLS LAST
    ) AS INT) AS node
  FROM linked_texts
  INNER JOIN places_before
    ON linked_texts.beginning = places_before.beginning
), first_nodes AS (
  SELECT
    numbered_texts.component_id,
    MIN(numbered_texts.node) AS node
  FROM numbered_texts
  GROUP BY
    numbered_texts.component_id
)
SELECT
  numbered_texts.node,
  numbered_texts.cluster_id,
  numbered_texts.article_id,
  first_nodes.node AS before
FROM numbered_texts
LEFT JOIN first_nodes
  ON numbered_texts.component_id = first_nodes.component_id
