/* Every change of a published text: the version before beside the one after, and whether the source declared it. A */
/* version without a text is a headline or a teaser of the article, and no change of it. */
WITH versions AS (
  SELECT
    article_versions.article_id,
    article_versions.version,
    article_versions.title,
    article_versions.changed_words,
    article_versions.modified_at,
    article_versions.fetched_at,
    article_records.collection,
    LAG(article_records.collection) OVER (
      PARTITION BY article_versions.article_id
      ORDER BY article_versions.version ASC NULLS LAST
    ) AS previous_collection,
    ROW_NUMBER() OVER (
      PARTITION BY article_versions.article_id
      ORDER BY article_versions.version ASC NULLS LAST
    ) AS position,
    LAG(article_versions.title) OVER (
      PARTITION BY article_versions.article_id
      ORDER BY article_versions.version ASC NULLS LAST
    ) AS previous_title,
    LAG(article_versions.modified_at) OVER (
      PARTITION BY article_versions.article_id
      ORDER BY article_versions.version ASC NULLS LAST
    ) AS previous_modified_at,
    LAG(article_versions.fetched_at) OVER (
      PARTITION BY article_versions.article_id
      ORDER BY article_versions.version ASC NULLS LAST
    ) AS previous_fetched_at
  FROM main.article_versions
  INNER JOIN staging.article_versions AS stored
    ON article_versions.article_id = stored.article_id
    AND article_versions.version = stored.version
  LEFT JOIN main.article_records
    ON stored.record_key = article_records.record_key
  WHERE
    NOT article_versions.body IS NULL
)
SELECT
  versions.article_id,
  versions.version,
  articles.publisher_id,
  publishers.publisher_name,
  versions.previous_title,
  versions.title,
  COALESCE(versions.title, '') <> COALESCE(versions.previous_title, '') AS is_title_changed,
  versions.changed_words,
  COALESCE(versions.collection, '') = COALESCE(versions.previous_collection, '') AS same_collection,
  versions.modified_at,
  versions.previous_fetched_at,
  versions.fetched_at,
  CASE
    WHEN versions.modified_at IS NULL
    THEN FALSE
    ELSE versions.modified_at > COALESCE(versions.previous_modified_at, articles.published_at)
  END AS is_declared
FROM versions
INNER JOIN main.articles
  ON versions.article_id = articles.article_id
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
WHERE
  versions.position > 1
