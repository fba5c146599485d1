/* The public row of each article: its current version, its text from where this run finds it, its groups. */
SELECT
  current_articles.article_id,
  current_articles.title,
  COALESCE(texts.body, articles.body, superseded_texts.body) AS body,
  current_articles.teaser,
  current_articles.text_completeness,
  current_articles.language,
  current_articles.word_count,
  current_articles.published_at,
  current_articles.published_local,
  current_articles.published_date,
  current_articles.published_precision,
  current_articles.published_earliest,
  current_articles.published_latest,
  current_articles.published_method,
  current_articles.published_confidence,
  current_articles.modified_at,
  current_articles.publisher_id,
  current_articles.publisher_domain,
  current_articles.publisher_method,
  current_articles.publisher_confidence,
  current_articles.agency,
  article_groups.is_wire_copy,
  current_articles.canonical_url,
  current_articles.canonical_url_method,
  current_articles.canonical_url_confidence,
  current_articles.authors,
  article_groups.cluster_id,
  article_groups.story_id,
  article_groups.representative_article_id = current_articles.article_id AS is_representative,
  article_groups.representative_article_id,
  current_articles.content_hash,
  current_articles.text_hash,
  current_articles.version,
  current_articles.first_fetched_at,
  current_articles.first_ingested_at,
  run.run_id AS changed_run_id
FROM staging.current_articles
INNER JOIN work.scope_articles
  ON current_articles.article_id = scope_articles.article_id
INNER JOIN work.article_groups
  ON current_articles.article_id = article_groups.article_id
CROSS JOIN work.run
LEFT JOIN work.texts
  ON current_articles.record_key = texts.record_key
LEFT JOIN previous.articles
  ON current_articles.article_id = articles.article_id
  AND current_articles.content_hash = articles.content_hash
LEFT JOIN staging.superseded_texts
  ON current_articles.article_id = superseded_texts.article_id
  AND current_articles.content_hash = superseded_texts.content_hash
