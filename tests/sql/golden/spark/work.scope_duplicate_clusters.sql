/* Clusters with an article of this run, with changed members, or with a text whose boilerplate changed. */
SELECT
  cluster_members.cluster_id
FROM dedup.cluster_members
INNER JOIN work.scope_current_articles
  ON cluster_members.article_id = scope_current_articles.article_id
UNION
SELECT
  changed_clusters.cluster_id
FROM work.changed_clusters
UNION
SELECT
  cluster_members.cluster_id
FROM work.changed_postings
INNER JOIN dedup.article_texts
  ON changed_postings.text_no = article_texts.text_no
INNER JOIN dedup.cluster_members
  ON article_texts.article_id = cluster_members.article_id
WHERE
  changed_postings.is_boilerplate_changed
