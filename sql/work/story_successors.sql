-- What replaces each retired story id: its alias if it has one, else the story that now has most of its articles.
with votes as (
    select
        retired_story_ids.old_id,
        story_members.story_id,
        row_number() over (
            partition by retired_story_ids.old_id
            order by count(*) desc, story_members.story_id asc
        ) as position
    from work.retired_story_ids
    inner join previous.articles on retired_story_ids.old_id = articles.story_id
    inner join dedup.cluster_members on articles.article_id = cluster_members.article_id
    inner join dedup.story_members on cluster_members.cluster_id = story_members.cluster_id
    where retired_story_ids.new_id is null
    group by retired_story_ids.old_id, story_members.story_id
)

select
    retired_story_ids.old_id,
    coalesce(retired_story_ids.new_id, votes.story_id) as new_id
from work.retired_story_ids
left join votes on retired_story_ids.old_id = votes.old_id and votes.position = 1
