/* Articles and distinct texts per publisher and day. */
SELECT
  articles.publisher_id,
  MAX(publishers.publisher_name) AS publisher_name,
  articles.published_date,
  COUNT(*) AS article_count,
  COUNT(DISTINCT articles.cluster_id) AS cluster_count
FROM main.articles
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
WHERE
  NOT articles.publisher_id IS NULL
  AND NOT articles.published_date IS NULL
  AND articles.published_precision IN ('instant', 'local_time', 'day')
GROUP BY
  articles.publisher_id,
  articles.published_date
