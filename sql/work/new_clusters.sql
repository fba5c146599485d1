-- Clusters whose id is none of those that the articles clustered again, or gone, had before.
select
    group_ids.id as cluster_id,
    cast($made_at as timestamp with time zone) as made_at
from work.group_ids
left join work.ended_clusters on group_ids.id = ended_clusters.cluster_id
where ended_clusters.cluster_id is null
