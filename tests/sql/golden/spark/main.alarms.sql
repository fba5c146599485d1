/* What is unlike the history of this warehouse, once: these rows are added to those of earlier runs. Now is when the */
/* newest article arrived. Silent is a publisher that missed 3 days more than twice its longest */
/* gap; gaps that were alarms are no measure. A cluster is too large if it has 50 articles more than twice those of the */
/* largest four weeks ago, or of an earlier alarm. */
WITH latest AS (
  SELECT
    CAST(MAX(articles.first_ingested_at) AS DATE) AS today,
    CAST(MIN(articles.first_ingested_at) AS DATE) AS first_day
  FROM main.articles
), sizes AS (
  SELECT
    articles.cluster_id,
    COUNT(*) AS articles,
    SUM(
      CASE
        WHEN articles.first_ingested_at <= latest.today - INTERVAL '28' DAY
        THEN 1
        ELSE 0
      END
    ) AS old_articles
  FROM main.articles
  CROSS JOIN latest
  WHERE
    latest.first_day <= latest.today - INTERVAL '28' DAY
  GROUP BY
    articles.cluster_id
), earlier AS (
  SELECT
    MAX(alarms.observed) AS articles
  FROM main.alarms
  WHERE
    alarms.kind = 'large_cluster'
), largest AS (
  SELECT
    GREATEST(MAX(sizes.old_articles), COALESCE(MAX(earlier.articles), 0)) AS articles
  FROM sizes
  CROSS JOIN earlier
), rhythms AS (
  SELECT
    outlet_gaps.publisher_id,
    MAX(CASE WHEN outlet_gaps.is_open THEN outlet_gaps.since END) AS since,
    MAX(CASE WHEN outlet_gaps.is_open THEN outlet_gaps.missed END) AS missed,
    COALESCE(
      MAX(
        CASE
          WHEN NOT outlet_gaps.is_open AND alarms.kind IS NULL
          THEN outlet_gaps.missed
        END
      ),
      0.0
    ) AS longest
  FROM work.outlet_gaps
  LEFT JOIN main.alarms
    ON alarms.kind = 'silent_publisher'
    AND outlet_gaps.publisher_id = alarms.subject
    AND outlet_gaps.since = alarms.day
  GROUP BY
    outlet_gaps.publisher_id
), found AS (
  SELECT
    'silent_publisher' AS kind,
    rhythms.publisher_id AS subject,
    rhythms.since AS day,
    rhythms.missed AS observed,
    rhythms.longest AS usual
  FROM rhythms
  WHERE
    rhythms.missed > 2 * rhythms.longest + 3
  UNION ALL
  SELECT
    'few_articles' AS kind,
    'all' AS subject,
    thin_days.day,
    thin_days.observed,
    thin_days.usual
  FROM work.thin_days
  UNION ALL
  SELECT
    defect_days.kind,
    'all' AS subject,
    defect_days.day,
    defect_days.observed,
    defect_days.usual
  FROM work.defect_days
  UNION ALL
  SELECT
    'large_cluster' AS kind,
    sizes.cluster_id AS subject,
    latest.today AS day,
    sizes.articles AS observed,
    largest.articles AS usual
  FROM sizes
  CROSS JOIN latest
  INNER JOIN largest
    ON sizes.articles > 2 * largest.articles + 50
)
SELECT
  found.kind,
  found.subject,
  found.day,
  CAST(found.observed AS DOUBLE) AS observed,
  CAST(found.usual AS DOUBLE) AS usual,
  run.run_id,
  run.started_at AS raised_at
FROM found
CROSS JOIN work.run
LEFT JOIN main.alarms
  ON found.kind = alarms.kind
  AND found.subject = alarms.subject
  AND found.day = alarms.day
WHERE
  alarms.kind IS NULL
