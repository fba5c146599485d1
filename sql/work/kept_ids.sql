-- Which group keeps which old id (the rules are core's, stable_ids). An old id stays with the largest part of its old
-- members, of equal parts the one of the group with the smallest member; of the ids that meet in a group the oldest
-- stays, of equal age the smallest.
with smallest_members as (
    select
        id_parts.label,
        min(id_parts.smallest_member) as smallest_member
    from work.id_parts
    group by id_parts.label
),

largest_parts as (
    select
        id_parts.label,
        id_parts.old_id,
        row_number() over (
            partition by id_parts.old_id
            order by id_parts.member_count desc, smallest_members.smallest_member asc
        ) as position
    from work.id_parts
    inner join smallest_members on id_parts.label = smallest_members.label
    where id_parts.old_id is not null
)

select
    largest_parts.label,
    largest_parts.old_id,
    row_number() over (
        partition by largest_parts.label
        order by id_ages.age asc nulls last, largest_parts.old_id asc
    ) = 1 as is_kept
from largest_parts
left join work.id_ages on largest_parts.old_id = id_ages.old_id
where largest_parts.position = 1
