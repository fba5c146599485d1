/* Articles with a record in this run, those that records moved from or to, those whose publisher a record of it ties to */
/* a domain, or no longer does, and those of outlets whose line in the list changed; in a full run all articles. */
WITH this_run AS (
  SELECT
    run.run_id,
    run.is_full
  FROM work.run
), named AS (
  SELECT
    articles.article_id,
    COALESCE(listed_outlets.publisher_id, publisher_ties.publisher_id, articles.publisher_id) AS publisher_id
  FROM staging.articles
  LEFT JOIN work.listed_outlets
    ON articles.record_key = listed_outlets.record_key
  LEFT JOIN work.publisher_ties
    ON articles.publisher_id = publisher_ties.publisher_name_key
  WHERE
    articles.publisher_domain IS NULL AND NOT articles.publisher_id IS NULL
)
SELECT
  articles.article_id
FROM staging.articles
INNER JOIN this_run
  ON this_run.is_full OR articles.run_id = this_run.run_id
UNION
SELECT
  moved_articles.article_id
FROM work.moved_articles
UNION
SELECT
  named.article_id
FROM named
INNER JOIN previous.articles
  ON named.article_id = articles.article_id
  AND articles.publisher_domain IS NULL
  AND named.publisher_id <> articles.publisher_id
UNION
SELECT
  articles.article_id
FROM staging.articles
INNER JOIN work.changed_outlets
  ON COALESCE(articles.publisher_domain, articles.publisher_id) = changed_outlets.publisher_key
UNION
SELECT
  articles.article_id
FROM staging.articles
INNER JOIN work.publisher_ties
  ON articles.publisher_domain IS NULL
  AND articles.publisher_id = publisher_ties.publisher_name_key
INNER JOIN work.changed_outlets
  ON publisher_ties.publisher_id = changed_outlets.publisher_key
