/* The public row of each article: its current version with its text, its cluster and its story. Texts come first in */
/* every join, so that they are streamed past the rows they are joined with. */
WITH wanted AS (
  SELECT
    current_articles.article_id,
    current_articles.record_key,
    current_articles.content_hash
  FROM staging.current_articles
  INNER JOIN work.scope_articles
    ON current_articles.article_id = scope_articles.article_id
), earlier AS (
  SELECT
    wanted.article_id,
    wanted.content_hash
  FROM wanted
  WHERE
    NOT wanted.record_key IN (
      SELECT
        texts.record_key
      FROM work.texts
    )
), still_shown AS (
  SELECT
    articles.article_id
  FROM previous.articles
  INNER JOIN earlier
    ON articles.article_id = earlier.article_id
    AND articles.content_hash = earlier.content_hash
), shown AS (
  SELECT
    articles.article_id,
    articles.body
  FROM previous.articles
  INNER JOIN still_shown
    ON articles.article_id = still_shown.article_id
), bodies AS (
  SELECT
    wanted.article_id,
    texts.body
  FROM work.texts
  INNER JOIN wanted
    ON texts.record_key = wanted.record_key
  UNION ALL
  SELECT
    shown.article_id,
    shown.body
  FROM shown
  UNION ALL
  SELECT
    superseded_texts.article_id,
    superseded_texts.body
  FROM staging.superseded_texts
  INNER JOIN earlier
    ON superseded_texts.article_id = earlier.article_id
    AND superseded_texts.content_hash = earlier.content_hash
  WHERE
    NOT superseded_texts.article_id IN (
      SELECT
        still_shown.article_id
      FROM still_shown
    )
), scoped AS (
  SELECT
    current_articles.*
  FROM staging.current_articles
  INNER JOIN work.scope_articles
    ON current_articles.article_id = scope_articles.article_id
)
SELECT
  scoped.article_id,
  scoped.title,
  bodies.body,
  scoped.teaser,
  scoped.text_completeness,
  scoped.language,
  scoped.word_count,
  scoped.published_at,
  scoped.published_local,
  scoped.published_date,
  scoped.published_precision,
  scoped.published_earliest,
  scoped.published_latest,
  scoped.published_method,
  scoped.published_confidence,
  scoped.modified_at,
  scoped.modified_local,
  scoped.modified_date,
  scoped.modified_precision,
  scoped.publisher_id,
  scoped.publisher_domain,
  scoped.publisher_name,
  scoped.publisher_method,
  scoped.publisher_confidence,
  scoped.agency,
  article_groups.is_wire_copy,
  scoped.canonical_url,
  scoped.canonical_url_method,
  scoped.canonical_url_confidence,
  scoped.authors,
  article_groups.cluster_id,
  article_groups.story_id,
  article_groups.representative_article_id = scoped.article_id AS is_representative,
  article_groups.representative_article_id,
  scoped.content_hash,
  scoped.text_hash,
  scoped.version,
  scoped.first_fetched_at,
  scoped.first_ingested_at,
  run.run_id AS changed_run_id
FROM bodies
RIGHT JOIN scoped
  ON bodies.article_id = scoped.article_id /* noqa: CV08 */
INNER JOIN work.article_groups
  ON scoped.article_id = article_groups.article_id
CROSS JOIN work.run
