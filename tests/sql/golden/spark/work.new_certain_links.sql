/* Certain links that are not stored yet, with the times of both clusters. */
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
  certain_links.left_cluster_id,
  certain_links.right_cluster_id,
  certain_links.relation,
  certain_links.score,
  certain_links.left_article_id,
  certain_links.right_article_id,
  left_terms.earliest AS left_earliest,
  left_terms.latest AS left_latest,
  left_terms.fetched AS left_fetched,
  right_terms.earliest AS right_earliest,
  right_terms.latest AS right_latest,
  right_terms.fetched AS right_fetched
FROM work.certain_links
LEFT JOIN dedup.story_terms AS left_terms
  ON certain_links.left_cluster_id = left_terms.cluster_id
LEFT JOIN dedup.story_terms AS right_terms
  ON certain_links.right_cluster_id = right_terms.cluster_id
LEFT JOIN stored_links
  ON certain_links.left_cluster_id = stored_links.left_cluster_id
  AND certain_links.right_cluster_id = stored_links.right_cluster_id
  AND certain_links.relation = stored_links.relation
  AND certain_links.score = stored_links.score
  AND certain_links.left_article_id = stored_links.left_article_id
  AND certain_links.right_article_id = stored_links.right_article_id
WHERE
  stored_links.left_cluster_id IS NULL
