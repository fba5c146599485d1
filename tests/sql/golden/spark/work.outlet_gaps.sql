/* The gaps of the last half year in the arrivals of publishers from which nothing new came today, in days missed. A day */
/* on which anything arrived counts as far as the publisher usually has new articles on that weekday (in the 8 weeks to */
/* its last article), and as far as other publishers had some (a holiday counts little). Days are those of arrival: an */
/* archive raises nothing. Publishers with less than 8 days in 4 weeks have no rhythm yet. */
WITH arrivals AS (
  SELECT DISTINCT
    articles.publisher_id,
    CAST(articles.first_ingested_at AS DATE) AS day
  FROM main.articles
  WHERE
    NOT articles.publisher_id IS NULL
), latest AS (
  SELECT
    MAX(arrivals.day) AS today
  FROM arrivals
), recent AS (
  SELECT
    arrivals.publisher_id,
    arrivals.day
  FROM arrivals
  INNER JOIN latest
    ON arrivals.day > latest.today - INTERVAL '182' DAY
), counted AS (
  SELECT
    recent.day,
    DATEDIFF(DAY, CAST('0001-01-01' AS DATE), recent.day) % 7 AS weekday,
    CAST(COUNT(*) AS DOUBLE) AS outlets
  FROM recent
  GROUP BY
    recent.day
), days AS (
  SELECT
    counted.day,
    counted.weekday,
    LEAST(
      1.0,
      counted.outlets / COALESCE(
        AVG(counted.outlets) OVER (
          PARTITION BY counted.weekday
          ORDER BY counted.day NULLS LAST
          rows BETWEEN 8 preceding AND 1 preceding
        ),
        counted.outlets
      )
    ) AS weight
  FROM counted
), spans AS (
  SELECT
    recent.publisher_id,
    MIN(recent.day) AS first_day,
    MAX(recent.day) AS last_day
  FROM recent
  GROUP BY
    recent.publisher_id
  HAVING
    COUNT(*) >= 8
), judged AS (
  SELECT
    spans.publisher_id,
    spans.first_day,
    spans.last_day
  FROM spans
  INNER JOIN latest
    ON spans.last_day < latest.today
  WHERE
    spans.last_day >= spans.first_day + INTERVAL '28' DAY
), grid AS (
  SELECT
    judged.publisher_id,
    judged.last_day,
    days.day,
    days.weekday,
    days.weight,
    recent.day IS NULL AS is_missed,
    MAX(recent.day) OVER (PARTITION BY judged.publisher_id ORDER BY days.day NULLS LAST) AS since
  FROM judged
  INNER JOIN days
    ON judged.first_day <= days.day
  LEFT JOIN recent
    ON judged.publisher_id = recent.publisher_id AND days.day = recent.day
), rhythm AS (
  SELECT
    grid.publisher_id,
    grid.weekday,
    AVG(CASE WHEN grid.is_missed THEN 0.0 ELSE 1.0 END) AS share
  FROM grid
  WHERE
    grid.day <= grid.last_day AND grid.day > grid.last_day - INTERVAL '56' DAY
  GROUP BY
    grid.publisher_id,
    grid.weekday
)
SELECT
  grid.publisher_id,
  grid.since,
  MAX(grid.last_day) = grid.since AS is_open,
  ROUND(SUM(CASE WHEN grid.is_missed THEN rhythm.share * grid.weight ELSE 0.0 END), 6) AS missed /* rounded: a sum of fractions depends on their order */
FROM grid
INNER JOIN rhythm
  ON grid.publisher_id = rhythm.publisher_id AND grid.weekday = rhythm.weekday
GROUP BY
  grid.publisher_id,
  grid.since
