-- Relinked clusters and all clusters of their components: a component is decided as a whole.
select relinked_clusters.cluster_id
from work.relinked_clusters
union
select story_members.cluster_id
from dedup.story_members
where
    story_members.component_id in (
        select relinked_members.component_id
        from work.relinked_clusters
        inner join dedup.story_members as relinked_members
            on relinked_clusters.cluster_id = relinked_members.cluster_id
    )
