-- The ordered pairs of publishers with most texts that the second certainly carried later.
with flows as (
    select
        left_publisher_id as source_publisher_id,
        right_publisher_id as copying_publisher_id,
        left_first_clusters as copied_texts
    from overlap
    union all
    select
        right_publisher_id as source_publisher_id,
        left_publisher_id as copying_publisher_id,
        right_first_clusters as copied_texts
    from overlap
)

select *
from flows
where copied_texts > 0
order by copied_texts desc, source_publisher_id, copying_publisher_id
limit $most
