/* Days of publication with less than a seventh of the articles usual on that weekday: the median of the 8 weeks before, */
/* of days since the warehouse has been filled. Judged are the last two weeks, two days after a day, as some come late. */
/* A day after such a day is not another one. */
WITH latest AS (
  SELECT
    CAST(MIN(articles.first_ingested_at) AS DATE) AS first_day,
    CAST(MAX(articles.first_ingested_at) AS DATE) AS today
  FROM main.articles
), published AS (
  SELECT
    articles.published_date AS day,
    COUNT(*) AS articles
  FROM main.articles
  INNER JOIN latest
    ON articles.published_date > latest.today - INTERVAL '100' DAY
  WHERE
    articles.published_precision IN ('instant', 'local_time', 'day')
  GROUP BY
    articles.published_date
), judged AS (
  SELECT
    CAST(dates.day AS DATE) AS day,
    latest.first_day,
    latest.today
  FROM latest
  LATERAL VIEW
  EXPLODE(
    SEQUENCE(latest.today - INTERVAL '17' DAY, latest.today - INTERVAL '2' DAY, INTERVAL '1' DAY)
  ) dates AS day
), earlier_weeks AS (
  SELECT
    EXPLODE(SEQUENCE(1, 8)) AS week
), weeks AS (
  SELECT
    judged.day,
    judged.today,
    CAST(judged.day - earlier_weeks.week * INTERVAL '7' DAY AS DATE) AS earlier_day
  FROM judged
  CROSS JOIN earlier_weeks
  WHERE
    judged.day - earlier_weeks.week * INTERVAL '7' DAY >= judged.first_day
), usual AS (
  SELECT
    weeks.day,
    MAX(weeks.today) AS today,
    MEDIAN(COALESCE(published.articles, 0)) AS articles
  FROM weeks
  LEFT JOIN published
    ON weeks.earlier_day = published.day
  GROUP BY
    weeks.day
  HAVING
    COUNT(*) >= 4
), compared AS (
  SELECT
    usual.day,
    usual.today,
    COALESCE(published.articles, 0) AS observed,
    usual.articles AS usual,
    usual.articles >= 20 AND COALESCE(published.articles, 0) * 7 < usual.articles AS is_thin
  FROM usual
  LEFT JOIN published
    ON usual.day = published.day
), in_order AS (
  SELECT
    compared.day,
    compared.today,
    compared.observed,
    compared.usual,
    compared.is_thin,
    COALESCE(LAG(compared.is_thin) OVER (ORDER BY compared.day NULLS LAST), FALSE) AS was_thin
  FROM compared
)
SELECT
  in_order.day,
  in_order.observed,
  in_order.usual
FROM in_order
WHERE
  in_order.is_thin
  AND NOT in_order.was_thin
  AND in_order.day >= in_order.today - INTERVAL '16' DAY
