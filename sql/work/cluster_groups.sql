-- Articles that are clustered again, with the label of their new cluster and their previous cluster. An article that
-- user rules tell from its text, or that has a standing text, goes by itself; one without a text is alone.
select
    linked_articles.article_id,
    linked_articles.cluster_id as old_id,
    coalesce(
        own_labels.label, title_labels.label, text_labels.label, linked_articles.article_id
    ) as label
from work.linked_articles
left join work.own_labels on linked_articles.article_id = own_labels.article_id
left join work.title_labels on linked_articles.article_id = title_labels.article_id
left join work.text_labels on linked_articles.text_no = text_labels.text_no
