/* Days of arrival on which far more was rejected, or came without a date, than ever in the days before: 10 more than */
/* twice the largest share of the last 120 days of arrival, once there are 14. What lasts is usual from the next day on. */
WITH counted AS (
  SELECT
    'many_rejections' AS kind,
    CAST(source_files.ingested_at AS DATE) AS day,
    SUM(source_files.rejected_count) + SUM(
      CASE
        WHEN source_files.status = 'failed' AND source_files.record_count = 0
        THEN 1
        ELSE 0
      END
    ) AS defects,
    SUM(GREATEST(source_files.record_count, 1)) AS total
  FROM main.source_files
  WHERE
    NOT source_files.status IN ('waiting', 'repeated')
  GROUP BY
    CAST(source_files.ingested_at AS DATE)
  UNION ALL
  SELECT
    'many_undated' AS kind,
    CAST(articles.first_ingested_at AS DATE) AS day,
    COUNT(*) - COUNT(articles.published_date) AS defects,
    COUNT(*) AS total
  FROM main.articles
  GROUP BY
    CAST(articles.first_ingested_at AS DATE)
), shares AS (
  SELECT
    counted.kind,
    counted.day,
    CAST(counted.defects AS DOUBLE) AS defects,
    GREATEST(CAST(counted.total AS DOUBLE), 100.0) AS total
  FROM counted
), compared AS (
  SELECT
    shares.kind,
    shares.day,
    shares.defects,
    shares.total * MAX(shares.defects / shares.total) OVER (
      PARTITION BY shares.kind
      ORDER BY shares.day NULLS LAST
      rows BETWEEN 120 preceding AND 1 preceding
    ) AS most,
    ROW_NUMBER() OVER (PARTITION BY shares.kind ORDER BY shares.day NULLS LAST) AS position,
    MAX(shares.day) OVER (PARTITION BY shares.kind) AS today
  FROM shares
)
SELECT
  compared.kind,
  compared.day,
  compared.defects AS observed,
  compared.most AS usual
FROM compared
WHERE
  compared.position > 14
  AND compared.day > compared.today - INTERVAL '14' DAY
  AND compared.defects > 2 * compared.most + 10
