-- Decided clusters under the ids of their stories, and since when each of these is in use.
select
    decided_clusters.cluster_id,
    group_ids.id as story_id,
    decided_clusters.component_id,
    coalesce(id_ages.age, run.started_at) as since
from work.decided_clusters
inner join work.group_ids on decided_clusters.story = group_ids.label
left join work.id_ages on group_ids.id = id_ages.old_id
cross join work.run
