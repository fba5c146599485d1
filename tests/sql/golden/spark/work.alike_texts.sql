/* Title and text of the articles at the ends of each chunk of edges whose texts share grams. */
WITH ends AS (
  SELECT
    alike_edges.chunk_id,
    alike_edges.left_article_id AS article_id
  FROM work.alike_edges
  UNION
  SELECT
    alike_edges.chunk_id,
    alike_edges.right_article_id AS article_id
  FROM work.alike_edges
), articles AS (
  SELECT
    ends.chunk_id,
    ends.article_id,
    current_articles.title,
    current_articles.text_hash
  FROM ends
  INNER JOIN staging.current_articles
    ON ends.article_id = current_articles.article_id
), bodies AS (
  SELECT
    text_bodies.text_hash,
    MIN(text_bodies.body) AS body
  FROM staging.text_bodies
  WHERE
    text_bodies.text_hash IN (
      SELECT
        articles.text_hash
      FROM articles
    )
  GROUP BY
    text_bodies.text_hash
)
SELECT
  articles.chunk_id,
  articles.article_id,
  articles.title,
  bodies.body
FROM articles
LEFT JOIN bodies
  ON articles.text_hash = bodies.text_hash
