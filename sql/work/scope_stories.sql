-- Stories whose rows this run rewrites: those of clusters that were relinked or whose own row changed, and those that
-- no longer exist.
select story_members.story_id
from dedup.story_members
inner join work.relinked_clusters on story_members.cluster_id = relinked_clusters.cluster_id
union
select story_members.story_id
from dedup.story_members
inner join work.scope_duplicate_clusters on story_members.cluster_id = scope_duplicate_clusters.cluster_id
union
select stories.story_id
from previous.stories
left join dedup.story_members on stories.story_id = story_members.story_id
where story_members.story_id is null
