/* Links that do not depend on similarity: user rules about stories (must_not_join: score 0), and shared passages. */
WITH rules AS (
  SELECT
    overrides.rule,
    LEAST(lefts.cluster_id, rights.cluster_id) AS left_cluster_id,
    GREATEST(lefts.cluster_id, rights.cluster_id) AS right_cluster_id,
    CASE
      WHEN lefts.cluster_id < rights.cluster_id
      THEN lefts.article_id
      ELSE rights.article_id
    END AS left_article_id,
    CASE
      WHEN lefts.cluster_id < rights.cluster_id
      THEN rights.article_id
      ELSE lefts.article_id
    END AS right_article_id
  FROM main.overrides
  INNER JOIN dedup.cluster_members AS lefts
    ON overrides.left_article_id = lefts.article_id
  INNER JOIN dedup.cluster_members AS rights
    ON overrides.right_article_id = rights.article_id
  WHERE
    overrides.status = 'obeyed' AND overrides.level = 'story'
), ranked AS (
  SELECT
    rules.rule,
    rules.left_cluster_id,
    rules.right_cluster_id,
    rules.left_article_id,
    rules.right_article_id,
    ROW_NUMBER() OVER (
      PARTITION BY rules.left_cluster_id, rules.right_cluster_id
      ORDER BY rules.rule DESC, rules.left_article_id ASC NULLS LAST, rules.right_article_id ASC NULLS LAST
    ) AS position
  FROM rules
  WHERE
    rules.left_cluster_id <> rules.right_cluster_id
)
SELECT
  ranked.left_cluster_id,
  ranked.right_cluster_id,
  'override' AS relation,
  CASE WHEN ranked.rule = 'must_join' THEN 10000 ELSE 0 END AS score,
  ranked.left_article_id,
  ranked.right_article_id
FROM ranked
WHERE
  ranked.position = 1
UNION ALL
SELECT
  story_passages.left_cluster_id,
  story_passages.right_cluster_id,
  'shared_passage' AS relation,
  10000 AS score,
  story_passages.left_article_id,
  story_passages.right_article_id
FROM work.story_passages
