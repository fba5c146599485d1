/* Stories that at least half of the active publishers of their language carried, and the active ones that did not. */
WITH spans AS (
  SELECT
    articles.publisher_id,
    articles.language,
    MIN(articles.published_date) AS first_date,
    MAX(articles.published_date) AS last_date
  FROM main.articles
  WHERE
    NOT articles.publisher_id IS NULL
    AND NOT articles.language IS NULL
    AND NOT articles.published_date IS NULL
  GROUP BY
    articles.publisher_id,
    articles.language
), days AS (
  SELECT DISTINCT
    stories.language,
    stories.first_published_date AS day
  FROM main.stories
  WHERE
    NOT stories.language IS NULL AND NOT stories.first_published_date IS NULL
), active AS (
  SELECT
    days.language,
    days.day,
    COUNT(*) AS publisher_count
  FROM days
  INNER JOIN spans
    ON days.language = spans.language
    AND days.day BETWEEN spans.first_date AND spans.last_date
  GROUP BY
    days.language,
    days.day
), big_stories AS (
  SELECT
    stories.story_id,
    stories.title,
    stories.language,
    stories.publisher_count,
    stories.first_published_date,
    stories.last_published_date,
    active.publisher_count AS active_publishers
  FROM main.stories
  INNER JOIN active
    ON stories.language = active.language AND stories.first_published_date = active.day
  WHERE
    stories.publisher_count > 1
    AND stories.publisher_count * 2 >= active.publisher_count
), carriers AS (
  SELECT DISTINCT
    articles.story_id,
    articles.publisher_id
  FROM main.articles
  INNER JOIN big_stories
    ON articles.story_id = big_stories.story_id
)
SELECT
  big_stories.story_id,
  big_stories.title AS story_title,
  spans.publisher_id,
  publishers.publisher_name,
  big_stories.publisher_count,
  big_stories.active_publishers,
  big_stories.first_published_date,
  big_stories.last_published_date
FROM big_stories
INNER JOIN spans
  ON big_stories.language = spans.language
  AND big_stories.first_published_date BETWEEN spans.first_date AND spans.last_date
INNER JOIN main.publishers
  ON spans.publisher_id = publishers.publisher_id
LEFT JOIN carriers
  ON big_stories.story_id = carriers.story_id
  AND spans.publisher_id = carriers.publisher_id
WHERE
  carriers.story_id IS NULL
