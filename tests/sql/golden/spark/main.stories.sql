/* Each story with counts and dates of its articles; its representative is the cluster most similar to the others. */
WITH members AS (
  SELECT
    story_members.story_id,
    story_members.cluster_id
  FROM dedup.story_members
  INNER JOIN work.scope_stories
    ON story_members.story_id = scope_stories.story_id
), links AS (
  SELECT
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    MAX(story_edges.score) AS score
  FROM dedup.story_edges
  INNER JOIN members AS lefts
    ON story_edges.left_cluster_id = lefts.cluster_id
  INNER JOIN members AS rights
    ON story_edges.right_cluster_id = rights.cluster_id
  WHERE
    lefts.story_id = rights.story_id
  GROUP BY
    story_edges.left_cluster_id,
    story_edges.right_cluster_id
), both_ways AS (
  SELECT
    links.left_cluster_id AS cluster_id,
    links.score
  FROM links
  UNION ALL
  SELECT
    links.right_cluster_id AS cluster_id,
    links.score
  FROM links
), similarity AS (
  SELECT
    both_ways.cluster_id,
    SUM(both_ways.score) AS score
  FROM both_ways
  GROUP BY
    both_ways.cluster_id
), ranked_clusters AS (
  SELECT
    members.story_id,
    duplicate_clusters.representative_article_id,
    ROW_NUMBER() OVER (
      PARTITION BY members.story_id
      ORDER BY COALESCE(similarity.score, 0) DESC, duplicate_clusters.article_count DESC, duplicate_clusters.representative_article_id ASC NULLS LAST
    ) AS position
  FROM members
  INNER JOIN main.duplicate_clusters
    ON members.cluster_id = duplicate_clusters.cluster_id
  LEFT JOIN similarity
    ON members.cluster_id = similarity.cluster_id
), story_articles AS (
  SELECT
    members.story_id,
    cluster_members.cluster_id,
    current_articles.article_id,
    current_articles.publisher_id,
    current_articles.published_date,
    current_articles.published_earliest,
    current_articles.published_latest,
    ROW_NUMBER() OVER (
      PARTITION BY members.story_id
      ORDER BY current_articles.published_latest ASC NULLS LAST, current_articles.article_id ASC NULLS LAST
    ) AS position
  FROM members
  INNER JOIN dedup.cluster_members
    ON members.cluster_id = cluster_members.cluster_id
  INNER JOIN staging.current_articles
    ON cluster_members.article_id = current_articles.article_id
), firsts /* an article is first only if it was certainly published before all others */ AS (
  SELECT
    earliest_articles.story_id,
    CASE
      WHEN MAX(
        CASE
          WHEN story_articles.article_id = earliest_articles.article_id
          THEN 0
          WHEN story_articles.published_earliest >= earliest_articles.published_latest
          THEN 0
          ELSE 1
        END
      ) = 0
      THEN MIN(earliest_articles.article_id)
    END AS first_article_id
  FROM story_articles AS earliest_articles
  INNER JOIN story_articles
    ON earliest_articles.story_id = story_articles.story_id
  WHERE
    earliest_articles.position = 1
  GROUP BY
    earliest_articles.story_id
), counted AS (
  SELECT
    story_articles.story_id,
    COUNT(DISTINCT story_articles.cluster_id) AS cluster_count,
    COUNT(*) AS article_count,
    COUNT(DISTINCT story_articles.publisher_id) AS publisher_count,
    MIN(story_articles.published_date) AS first_published_date,
    MAX(story_articles.published_date) AS last_published_date
  FROM story_articles
  GROUP BY
    story_articles.story_id
)
SELECT
  counted.story_id,
  current_articles.title,
  current_articles.article_id AS representative_article_id,
  firsts.first_article_id,
  counted.cluster_count,
  counted.article_count,
  counted.publisher_count,
  counted.first_published_date,
  counted.last_published_date,
  current_articles.language
FROM counted
INNER JOIN firsts
  ON counted.story_id = firsts.story_id
INNER JOIN ranked_clusters
  ON counted.story_id = ranked_clusters.story_id AND ranked_clusters.position = 1
INNER JOIN staging.current_articles
  ON ranked_clusters.representative_article_id = current_articles.article_id
