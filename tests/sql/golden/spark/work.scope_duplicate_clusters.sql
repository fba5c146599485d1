/* Clusters with an article of this run, or whose members changed; the ids of those that ended stand in their */
/* old members. */
SELECT
  cluster_members.cluster_id
FROM dedup.cluster_members
INNER JOIN work.touched_articles
  ON cluster_members.article_id = touched_articles.article_id
UNION
SELECT
  changed_clusters.cluster_id
FROM work.changed_clusters
UNION
SELECT
  cluster_members.cluster_id
FROM work.flip_holders
INNER JOIN dedup.article_texts
  ON flip_holders.text_no = article_texts.text_no
INNER JOIN dedup.cluster_members
  ON article_texts.article_id = cluster_members.article_id
WHERE
  flip_holders.is_turned
