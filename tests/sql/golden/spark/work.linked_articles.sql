/* Articles that are clustered again, with their text and their previous cluster: those of linked texts, and those */
/* without a text that are new, changed or named in a rule. */
SELECT
  article_texts.article_id,
  article_texts.text_no,
  cluster_members.cluster_id
FROM dedup.article_texts
INNER JOIN work.linked_texts
  ON article_texts.text_no = linked_texts.text_no
LEFT JOIN dedup.cluster_members
  ON article_texts.article_id = cluster_members.article_id
UNION ALL
SELECT
  current_articles.article_id,
  CAST(NULL AS INT) AS text_no,
  cluster_members.cluster_id
FROM staging.current_articles
LEFT JOIN dedup.cluster_members
  ON current_articles.article_id = cluster_members.article_id
LEFT JOIN work.article_changes
  ON current_articles.article_id = article_changes.article_id
LEFT JOIN work.ruled_articles
  ON current_articles.article_id = ruled_articles.article_id
WHERE
  current_articles.text_hash IS NULL
  AND (
    cluster_members.article_id IS NULL
    OR NOT article_changes.article_id IS NULL
    OR NOT ruled_articles.article_id IS NULL
  )
