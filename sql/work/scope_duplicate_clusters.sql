-- Clusters with an article of this run, with changed members, or with a text whose boilerplate changed.
select cluster_members.cluster_id
from dedup.cluster_members
inner join work.scope_current_articles on cluster_members.article_id = scope_current_articles.article_id
union
select changed_clusters.cluster_id
from work.changed_clusters
union
select cluster_members.cluster_id
from work.changed_postings
inner join dedup.article_texts on changed_postings.text_no = article_texts.text_no
inner join dedup.cluster_members on article_texts.article_id = cluster_members.article_id
where changed_postings.is_boilerplate_changed
