/* The $stories stories with the most articles. */
SELECT
  stories.article_count,
  stories.publisher_count,
  stories.cluster_count,
  stories.first_published_date,
  stories.title
FROM main.stories
ORDER BY
  stories.article_count DESC,
  stories.story_id ASC NULLS LAST
LIMIT :stories
