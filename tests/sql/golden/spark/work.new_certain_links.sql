/* Certain links that are not stored yet, with the times of both clusters. */
SELECT
  certain_links.left_cluster_id,
  certain_links.right_cluster_id,
  certain_links.relation,
  certain_links.score,
  certain_links.left_article_id,
  certain_links.right_article_id,
  CASE WHEN left_terms.is_dated THEN left_terms.since END AS left_since,
  left_terms.until AS left_until,
  CASE WHEN right_terms.is_dated THEN right_terms.since END AS right_since,
  right_terms.until AS right_until
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
