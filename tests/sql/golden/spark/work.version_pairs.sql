/* Each version with the version before it and both texts, for the articles of this run. */
WITH stored AS (
  SELECT
    texts.article_id,
    texts.content_hash,
    texts.body
  FROM work.texts
  UNION ALL
  SELECT
    superseded_texts.article_id,
    superseded_texts.content_hash,
    superseded_texts.body
  FROM staging.superseded_texts
  UNION ALL
  SELECT
    articles.article_id,
    articles.content_hash,
    articles.body
  FROM previous.articles
), versioned AS (
  SELECT DISTINCT
    article_versions.article_id
  FROM staging.article_versions
  INNER JOIN work.scope_current_articles
    ON article_versions.article_id = scope_current_articles.article_id
  WHERE
    article_versions.version > 1
), bodies AS (
  SELECT
    stored.article_id,
    stored.content_hash,
    MAX(stored.body) AS body
  FROM stored
  INNER JOIN versioned
    ON stored.article_id = versioned.article_id
  GROUP BY
    stored.article_id,
    stored.content_hash
)
SELECT
  later.article_id,
  later.content_hash,
  earlier.content_hash AS previous_content_hash,
  bodies.body,
  previous_bodies.body AS previous_body
FROM staging.article_versions AS later
INNER JOIN versioned
  ON later.article_id = versioned.article_id
INNER JOIN staging.article_versions AS earlier
  ON later.article_id = earlier.article_id AND later.version = earlier.version + 1
LEFT JOIN bodies
  ON later.article_id = bodies.article_id AND later.content_hash = bodies.content_hash
LEFT JOIN bodies AS previous_bodies
  ON earlier.article_id = previous_bodies.article_id
  AND earlier.content_hash = previous_bodies.content_hash
