/* Days without an article of a publisher that usually publishes on that weekday. */
WITH spans AS (
  SELECT
    daily_article_counts.publisher_id,
    MIN(daily_article_counts.published_date) AS first_date,
    MAX(daily_article_counts.published_date) AS last_date
  FROM main.daily_article_counts
  GROUP BY
    daily_article_counts.publisher_id
), days AS (
  SELECT
    spans.publisher_id,
    dates.day AS day,
    DATEDIFF(DAY, CAST('0001-01-01' AS DATE), CAST(dates.day AS DATE)) % 7 AS weekday
  FROM spans
  LATERAL VIEW
  EXPLODE(SEQUENCE(spans.first_date, spans.last_date, INTERVAL '1' DAY)) dates AS day
), counted AS (
  SELECT
    days.publisher_id,
    CAST(days.day AS DATE) AS day,
    days.weekday,
    COALESCE(daily_article_counts.article_count, 0) AS article_count
  FROM days
  LEFT JOIN main.daily_article_counts
    ON days.publisher_id = daily_article_counts.publisher_id
    AND CAST(days.day AS DATE) = daily_article_counts.published_date
), usual AS (
  SELECT
    counted.publisher_id,
    counted.weekday,
    AVG(counted.article_count) AS usual_count,
    AVG(CASE WHEN counted.article_count > 0 THEN 1.0 ELSE 0.0 END) AS published_share
  FROM counted
  GROUP BY
    counted.publisher_id,
    counted.weekday
)
SELECT
  counted.publisher_id,
  publishers.publisher_name,
  counted.day AS missing_date,
  usual.usual_count
FROM counted
INNER JOIN usual
  ON counted.publisher_id = usual.publisher_id AND counted.weekday = usual.weekday
LEFT JOIN main.publishers
  ON counted.publisher_id = publishers.publisher_id
WHERE
  counted.article_count = 0 AND usual.published_share >= 0.5
