/* Articles that are clustered again, with the label of their new cluster and their previous cluster. An article that */
/* user rules tell from its text, or that has a standing text, goes by itself; one without a text is alone. */
SELECT
  linked_articles.article_id,
  linked_articles.cluster_id AS old_id,
  COALESCE(own_labels.label, title_labels.label, text_labels.label, linked_articles.article_id) AS label
FROM work.linked_articles
LEFT JOIN work.own_labels
  ON linked_articles.article_id = own_labels.article_id
LEFT JOIN work.title_labels
  ON linked_articles.article_id = title_labels.article_id
LEFT JOIN work.text_labels
  ON linked_articles.text_no = text_labels.text_no
