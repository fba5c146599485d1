/* The articles of each story, by the earliest time at which they can have been published. */
SELECT
  articles.story_id,
  ROW_NUMBER() OVER (
    PARTITION BY articles.story_id
    ORDER BY articles.published_earliest ASC NULLS LAST, articles.article_id ASC NULLS LAST
  ) AS position,
  articles.article_id,
  articles.cluster_id,
  articles.publisher_id,
  publishers.publisher_name,
  articles.title,
  articles.published_earliest,
  articles.published_latest,
  articles.is_wire_copy,
  articles.published_earliest > LAG(articles.published_latest) OVER (
    PARTITION BY articles.story_id
    ORDER BY articles.published_earliest ASC NULLS LAST, articles.article_id ASC NULLS LAST
  ) AS order_is_certain
FROM main.articles
LEFT JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
