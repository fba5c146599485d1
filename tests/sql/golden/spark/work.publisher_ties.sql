/* Names that belong to one publisher with a domain: its pages or rows state both. */
SELECT
  articles.publisher_name_key,
  MIN(articles.publisher_id) AS publisher_id
FROM staging.articles
WHERE
  NOT articles.publisher_domain IS NULL AND NOT articles.publisher_name_key IS NULL
GROUP BY
  articles.publisher_name_key
HAVING
  MIN(articles.publisher_id) = MAX(articles.publisher_id)
