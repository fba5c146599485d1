/* Articles that credit no agency and whose text no other publisher had before: nobody else carries it, or all others */
/* certainly came later. Of several copies by one publisher the representative counts. */
SELECT
  articles.article_id,
  articles.title,
  articles.publisher_id,
  publishers.publisher_name,
  articles.published_date,
  articles.authors,
  articles.cluster_id,
  articles.story_id,
  duplicate_clusters.publisher_count - 1 AS copying_publishers,
  stories.publisher_count - 1 AS other_publishers_of_story
FROM main.articles
INNER JOIN main.duplicate_clusters
  ON articles.cluster_id = duplicate_clusters.cluster_id
INNER JOIN main.stories
  ON articles.story_id = stories.story_id
INNER JOIN main.publishers
  ON articles.publisher_id = publishers.publisher_id
WHERE
  NOT articles.is_wire_copy
  AND articles.text_completeness IN ('full', 'partial')
  AND (
    (
      duplicate_clusters.publisher_count > 1
      AND duplicate_clusters.first_article_id = articles.article_id
    )
    OR (
      duplicate_clusters.publisher_count = 1 AND articles.is_representative
    )
  )
