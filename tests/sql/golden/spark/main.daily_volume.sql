/* Articles per day, and the texts and stories among them that no day before had, so that copies count once. */
WITH dated AS (
  SELECT
    articles.article_id,
    articles.publisher_id,
    articles.cluster_id,
    articles.story_id,
    articles.published_date,
    MIN(articles.published_date) OVER (PARTITION BY articles.cluster_id) AS cluster_date,
    MIN(articles.published_date) OVER (PARTITION BY articles.story_id) AS story_date
  FROM main.articles
  WHERE
    NOT articles.published_date IS NULL
    AND articles.published_precision IN ('instant', 'local_time', 'day')
)
SELECT
  dated.published_date,
  COUNT(*) AS article_count,
  COUNT(
    DISTINCT CASE WHEN dated.cluster_date = dated.published_date THEN dated.cluster_id END
  ) AS new_text_count,
  COUNT(
    DISTINCT CASE WHEN dated.story_date = dated.published_date THEN dated.story_id END
  ) AS new_story_count,
  COUNT(DISTINCT dated.publisher_id) AS publisher_count
FROM dated
GROUP BY
  dated.published_date
