/* For each publisher, the shares of its articles that have a field, and of those that are its own. */
SELECT
  articles.publisher_id,
  MAX(publishers.publisher_name) AS publisher_name,
  COUNT(*) AS article_count,
  COUNT(articles.published_date) / CAST(COUNT(*) AS DOUBLE) AS date_share,
  COUNT(articles.published_at) / CAST(COUNT(*) AS DOUBLE) AS instant_share,
  COUNT(articles.canonical_url) / CAST(COUNT(*) AS DOUBLE) AS url_share,
  SUM(CASE WHEN SIZE(articles.authors) > 0 THEN 1 ELSE 0 END) / CAST(COUNT(*) AS DOUBLE) AS author_share,
  COUNT(articles.title) / CAST(COUNT(*) AS DOUBLE) AS title_share,
  SUM(CASE WHEN articles.text_completeness = 'full' THEN 1 ELSE 0 END) / CAST(COUNT(*) AS DOUBLE) AS full_text_share,
  SUM(CASE WHEN duplicate_clusters.publisher_count > 1 THEN 1 ELSE 0 END) / CAST(COUNT(*) AS DOUBLE) AS copy_share,
  SUM(CASE WHEN articles.is_wire_copy THEN 1 ELSE 0 END) / CAST(COUNT(*) AS DOUBLE) AS wire_share
FROM main.articles
INNER JOIN main.duplicate_clusters
  ON articles.cluster_id = duplicate_clusters.cluster_id
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
WHERE
  NOT articles.publisher_id IS NULL
GROUP BY
  articles.publisher_id
