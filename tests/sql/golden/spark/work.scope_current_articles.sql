/* Articles with a record in this run; in a full run all articles. */
WITH this_run AS (
  SELECT
    run.run_id,
    run.is_full
  FROM work.run
)
SELECT DISTINCT
  articles.article_id
FROM staging.articles
INNER JOIN this_run
  ON this_run.is_full OR articles.run_id = this_run.run_id
