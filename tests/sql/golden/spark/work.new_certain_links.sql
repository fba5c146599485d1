/* Certain links that are not stored yet, with the times of both clusters. */
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
LEFT JOIN work.kept_certain_links
  ON certain_links.left_cluster_id = kept_certain_links.left_cluster_id
  AND certain_links.right_cluster_id = kept_certain_links.right_cluster_id
  AND certain_links.relation = kept_certain_links.relation
WHERE
  kept_certain_links.left_cluster_id IS NULL
