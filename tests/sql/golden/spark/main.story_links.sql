/* Why clusters are one story: the edges within it. A user rule comes before a passage, a passage before content. */
WITH edges_within AS (
  SELECT
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation,
    CASE
      WHEN story_edges.relation = 'same_event'
      THEN ROUND(1.0 / (
        1.0 + EXP((
          860 - story_edges.score
        ) / CAST(250 AS DOUBLE))
      ), 4)
      ELSE 1.0
    END AS score,
    story_edges.days_apart,
    MAX(story_edges.shared_terms) OVER (PARTITION BY story_edges.left_cluster_id, story_edges.right_cluster_id) AS shared_terms,
    COALESCE(story_edges.left_article_id, left_terms.article_id) AS left_article_id,
    COALESCE(story_edges.right_article_id, right_terms.article_id) AS right_article_id,
    ROW_NUMBER() OVER (
      PARTITION BY story_edges.left_cluster_id, story_edges.right_cluster_id
      ORDER BY CASE WHEN story_edges.relation = 'override' THEN 0 ELSE 1 END ASC NULLS LAST, story_edges.relation DESC
    ) AS position
  FROM dedup.story_edges
  INNER JOIN dedup.story_members AS lefts
    ON story_edges.left_cluster_id = lefts.cluster_id
  INNER JOIN dedup.story_members AS rights
    ON story_edges.right_cluster_id = rights.cluster_id
  LEFT JOIN dedup.story_terms AS left_terms
    ON story_edges.left_cluster_id = left_terms.cluster_id
  LEFT JOIN dedup.story_terms AS right_terms
    ON story_edges.right_cluster_id = right_terms.cluster_id
  WHERE
    story_edges.score > 0
    AND story_edges.relation <> 'fillings'
    AND lefts.story_id = rights.story_id
)
SELECT
  edges_within.left_cluster_id,
  edges_within.right_cluster_id,
  edges_within.relation,
  CAST(edges_within.score AS DOUBLE) AS score,
  edges_within.days_apart,
  edges_within.shared_terms,
  edges_within.left_article_id,
  edges_within.right_article_id
FROM edges_within
WHERE
  edges_within.position = 1
