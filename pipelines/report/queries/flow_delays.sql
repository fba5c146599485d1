-- Delay and wire texts of some flows, as copy_flows has them; that view takes too long on a large warehouse.
with wanted as (
    select
        unnest($sources) as source_publisher_id,
        unnest($copiers) as copying_publisher_id
),

carried as (
    select
        publisher_id,
        cluster_id,
        min(published_earliest) as first_earliest,
        min(published_latest) as first_latest,
        min(published_at) as first_at,
        bool_or(is_wire_copy) as is_wire
    from main.articles
    where list_contains(list_concat($sources, $copiers), publisher_id)
    group by publisher_id, cluster_id
    having count(*) = count(published_latest)
)

select
    wanted.source_publisher_id,
    wanted.copying_publisher_id,
    count(*) filter (sources.is_wire) as wire_texts,
    median(date_diff('second', sources.first_at, copiers.first_at) / 3600.0) as median_hours
from wanted
inner join carried as sources on wanted.source_publisher_id = sources.publisher_id
inner join carried as copiers
    on wanted.copying_publisher_id = copiers.publisher_id and sources.cluster_id = copiers.cluster_id
where sources.first_latest < copiers.first_earliest
group by wanted.source_publisher_id, wanted.copying_publisher_id
