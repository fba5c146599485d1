-- Clusters with an article of this run, or whose members changed; the ids of those that ended stand in their
-- old members.
select cluster_members.cluster_id
from dedup.cluster_members
inner join work.touched_articles on cluster_members.article_id = touched_articles.article_id
union
select changed_clusters.cluster_id
from work.changed_clusters
union
select cluster_members.cluster_id
from work.flip_holders
inner join dedup.article_texts on flip_holders.text_no = article_texts.text_no
inner join dedup.cluster_members on article_texts.article_id = cluster_members.article_id
where flip_holders.is_turned
