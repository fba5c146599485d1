/* Publishers of articles. The name is that in the list of outlets, else the spelling in most of their records; ties go */
/* by name, then by method. */
WITH spellings AS (
  SELECT
    articles.publisher_id,
    articles.publisher_name,
    articles.publisher_name_method,
    COUNT(*) AS record_count
  FROM staging.articles
  WHERE
    NOT articles.publisher_id IS NULL AND NOT articles.publisher_name IS NULL
  GROUP BY
    articles.publisher_id,
    articles.publisher_name,
    articles.publisher_name_method
), name_counts AS (
  SELECT
    spellings.publisher_id,
    spellings.publisher_name,
    spellings.publisher_name_method,
    spellings.record_count,
    SUM(spellings.record_count) OVER (PARTITION BY spellings.publisher_id, spellings.publisher_name) AS name_count
  FROM spellings
), names AS (
  SELECT
    name_counts.publisher_id,
    name_counts.publisher_name,
    name_counts.publisher_name_method,
    ROW_NUMBER() OVER (
      PARTITION BY name_counts.publisher_id
      ORDER BY name_counts.name_count DESC, name_counts.publisher_name ASC NULLS LAST, name_counts.record_count DESC, name_counts.publisher_name_method ASC NULLS LAST
    ) AS name_rank
  FROM name_counts
)
SELECT
  current_articles.publisher_id,
  MAX(current_articles.publisher_domain) AS publisher_domain,
  MAX(COALESCE(publisher_groups.publisher_name, names.publisher_name)) AS publisher_name,
  MAX(
    CASE
      WHEN publisher_groups.line IS NULL
      THEN names.publisher_name_method
      ELSE 'person'
    END
  ) AS name_method,
  COUNT(*) AS article_count,
  MIN(current_articles.published_date) AS first_published_date,
  MAX(current_articles.published_date) AS last_published_date
FROM staging.current_articles
LEFT JOIN names
  ON current_articles.publisher_id = names.publisher_id AND names.name_rank = 1
LEFT JOIN main.publisher_groups
  ON current_articles.publisher_id = publisher_groups.publisher_id
WHERE
  NOT current_articles.publisher_id IS NULL
GROUP BY
  current_articles.publisher_id
