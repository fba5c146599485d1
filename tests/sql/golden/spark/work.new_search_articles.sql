/* Articles that are missing in the search index, with the numbers they get: those after the largest in use, by id. Each */
/* with the range of numbers and the part of it in which it is indexed: part 0 has all but the long ones. Counted by the */
/* beginnings of ids, because one window over all rows would be one task. */
WITH missing AS (
  SELECT
    articles.article_id,
    SUBSTRING(articles.article_id, 1, 4) AS beginning,
    COALESCE(articles.word_count, 0) > :max_words AS is_long
  FROM main.articles
  LEFT JOIN search.articles AS indexed
    ON articles.article_id = indexed.article_id
  WHERE
    indexed.article_id IS NULL
), used AS (
  SELECT
    COUNT(*) AS articles
  FROM search.articles
), counted AS (
  SELECT
    missing.beginning,
    COUNT(*) AS articles
  FROM missing
  GROUP BY
    missing.beginning
), begun AS (
  SELECT
    counted.beginning,
    SUM(counted.articles) OVER (ORDER BY counted.beginning NULLS LAST) - counted.articles AS articles_before
  FROM counted
), numbered AS (
  SELECT
    missing.article_id,
    missing.is_long,
    CAST(used.articles + begun.articles_before + ROW_NUMBER() OVER (PARTITION BY missing.beginning ORDER BY missing.article_id NULLS LAST) - 1 AS INT) AS article_no
  FROM missing
  INNER JOIN begun
    ON missing.beginning = begun.beginning
  CROSS JOIN used
)
SELECT
  numbered.article_no,
  numbered.article_id,
  numbered.article_no - numbered.article_no % :articles_per_batch AS range_no,
  CASE WHEN numbered.is_long THEN 1 + numbered.article_no % :parts ELSE 0 END AS part
FROM numbered
