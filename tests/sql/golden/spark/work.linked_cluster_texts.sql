/* The representative texts of the clusters at the left end of unnamed edges; the shared terms are spelled as in them. */
SELECT
  story_terms.cluster_id,
  story_terms.language,
  current_articles.title,
  current_articles.text_hash
FROM work.linked_clusters
INNER JOIN dedup.story_terms
  ON linked_clusters.cluster_id = story_terms.cluster_id
INNER JOIN staging.current_articles
  ON story_terms.article_id = current_articles.article_id
