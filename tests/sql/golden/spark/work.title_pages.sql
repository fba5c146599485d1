/* Records whose stated title as many texts of their host have as make it a template's, or had before this run, if the */
/* run read one of them, or took records out. Each with the address it came from, as the id of the article there. */
WITH titled AS (
  SELECT
    articles.record_key,
    articles.publisher_domain,
    COALESCE(replaced_titles.stated_title, articles.title) AS stated_title,
    articles.content_hash,
    articles.text_hash,
    COALESCE(url_claims.own_article_id, articles.article_id) AS address_id,
    articles.run_id = run.run_id AS is_new,
    run.is_full
  FROM staging.articles
  LEFT JOIN staging.replaced_titles
    ON articles.record_key = replaced_titles.record_key
  LEFT JOIN staging.url_claims
    ON articles.record_key = url_claims.record_key
  CROSS JOIN work.run
  WHERE
    NOT articles.publisher_domain IS NULL AND NOT articles.title IS NULL
), stored AS (
  SELECT DISTINCT
    shared_titles.publisher_domain,
    shared_titles.stated_title
  FROM staging.shared_titles
), touched AS (
  SELECT
    titled.publisher_domain,
    titled.stated_title
  FROM titled
  WHERE
    titled.is_full OR titled.is_new
  UNION
  SELECT
    stored.publisher_domain,
    stored.stated_title
  FROM stored
  WHERE
    EXISTS(
      SELECT
        1
      FROM work.removed_records
    )
), repeated AS (
  SELECT
    titled.publisher_domain,
    titled.stated_title
  FROM titled
  INNER JOIN touched
    ON titled.publisher_domain = touched.publisher_domain
    AND titled.stated_title = touched.stated_title
  LEFT JOIN stored
    ON titled.publisher_domain = stored.publisher_domain
    AND titled.stated_title = stored.stated_title
  GROUP BY
    titled.publisher_domain,
    titled.stated_title
  HAVING
    (
      COUNT(DISTINCT titled.text_hash) >= :min_pages
      AND COUNT(DISTINCT titled.address_id) >= :min_pages
    )
    OR NOT MAX(stored.stated_title) IS NULL
)
SELECT
  titled.record_key,
  titled.publisher_domain,
  titled.stated_title,
  titled.content_hash,
  titled.text_hash,
  titled.address_id,
  titled.is_new
FROM titled
INNER JOIN repeated
  ON titled.publisher_domain = repeated.publisher_domain
  AND titled.stated_title = repeated.stated_title
