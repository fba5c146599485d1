/* The corpus without copies: one article per cluster. */
SELECT
  articles.article_id,
  articles.title,
  articles.body,
  articles.language,
  articles.published_at,
  articles.published_date,
  articles.publisher_id,
  publishers.publisher_name,
  articles.canonical_url,
  articles.authors,
  articles.cluster_id,
  articles.story_id,
  duplicate_clusters.article_count - 1 AS copy_count,
  duplicate_clusters.publisher_count
FROM main.articles
INNER JOIN main.duplicate_clusters
  ON articles.cluster_id = duplicate_clusters.cluster_id
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
WHERE
  articles.is_representative
