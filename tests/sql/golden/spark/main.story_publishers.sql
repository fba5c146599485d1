/* Each publisher of each story: its first article, and how long after the first of all it came at least and at most. */
WITH placed AS (
  SELECT
    articles.story_id,
    articles.publisher_id,
    articles.article_id,
    articles.cluster_id,
    articles.published_earliest,
    articles.published_latest,
    ROW_NUMBER() OVER (
      PARTITION BY articles.story_id, articles.publisher_id
      ORDER BY articles.published_earliest ASC NULLS LAST, articles.article_id ASC NULLS LAST
    ) AS position
  FROM main.articles
), carried AS (
  SELECT
    placed.story_id,
    placed.publisher_id,
    COUNT(*) AS article_count,
    COUNT(DISTINCT placed.cluster_id) AS cluster_count,
    MAX(CASE WHEN placed.position = 1 THEN placed.article_id END) AS first_article_id,
    MIN(placed.published_earliest) AS first_earliest,
    MIN(placed.published_latest) AS first_latest,
    COUNT(*) - COUNT(placed.published_latest) AS undated_count
  FROM placed
  GROUP BY
    placed.story_id,
    placed.publisher_id
), compared AS (
  SELECT
    carried.story_id,
    carried.publisher_id,
    carried.article_count,
    carried.cluster_count,
    carried.first_article_id,
    carried.first_earliest,
    carried.first_latest,
    MIN(carried.first_earliest) OVER (PARTITION BY carried.story_id) AS story_earliest,
    MIN(carried.first_latest) OVER (PARTITION BY carried.story_id) AS story_latest,
    SUM(carried.undated_count) OVER (PARTITION BY carried.story_id) AS undated_count,
    COUNT(*) OVER (PARTITION BY carried.story_id) AS carrier_count,
    LEAD(carried.first_earliest) OVER (
      PARTITION BY carried.story_id
      ORDER BY carried.first_earliest ASC NULLS LAST, carried.publisher_id ASC NULLS LAST
    ) AS next_earliest
  FROM carried
)
SELECT
  compared.story_id,
  compared.publisher_id,
  publishers.publisher_name,
  stories.title AS story_title,
  stories.publisher_count,
  compared.article_count,
  compared.cluster_count,
  compared.first_article_id,
  compared.first_earliest,
  compared.first_latest,
  COALESCE(
    compared.undated_count = 0
    AND compared.carrier_count > 1
    AND compared.first_earliest = compared.story_earliest
    AND compared.first_latest < compared.next_earliest,
    FALSE
  ) AS is_first,
  CASE
    WHEN compared.first_earliest > compared.story_latest
    THEN DATEDIFF(SECOND, compared.story_latest, compared.first_earliest) / CAST(3600 AS DOUBLE)
    WHEN NOT compared.first_earliest IS NULL
    THEN 0.0
  END AS least_hours_later,
  CASE
    WHEN compared.first_latest >= compared.next_earliest
    OR compared.first_earliest > compared.story_earliest
    THEN DATEDIFF(SECOND, compared.story_earliest, compared.first_latest) / CAST(3600 AS DOUBLE)
    WHEN NOT compared.first_latest IS NULL
    THEN 0.0
  END AS most_hours_later
FROM compared
INNER JOIN main.stories
  ON compared.story_id = stories.story_id
INNER JOIN main.publishers
  ON compared.publisher_id = publishers.publisher_id
