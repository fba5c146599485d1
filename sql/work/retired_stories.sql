-- Story ids that no decided cluster has any more, and what replaces each: its alias if it has one, else the story that
-- now has most of its articles.
with former_ids as (
    select id_ages.old_id
    from work.id_ages
    union
    select replaced_ids.old_id
    from work.replaced_ids
),

ended_ids as (
    select
        former_ids.old_id,
        replaced_ids.new_id
    from former_ids
    left join work.group_ids on former_ids.old_id = group_ids.id
    left join work.replaced_ids on former_ids.old_id = replaced_ids.old_id
    where group_ids.id is null
),

votes as (
    select
        ended_ids.old_id,
        story_members.story_id,
        row_number() over (
            partition by ended_ids.old_id
            order by count(*) desc, story_members.story_id asc
        ) as position
    from ended_ids
    inner join previous.articles on ended_ids.old_id = articles.story_id
    inner join dedup.cluster_members on articles.article_id = cluster_members.article_id
    inner join dedup.story_members on cluster_members.cluster_id = story_members.cluster_id
    where ended_ids.new_id is null
    group by ended_ids.old_id, story_members.story_id
)

select
    ended_ids.old_id,
    coalesce(ended_ids.new_id, votes.story_id) as new_id
from ended_ids
left join votes on ended_ids.old_id = votes.old_id and votes.position = 1
