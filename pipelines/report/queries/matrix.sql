-- Texts that each of some publishers certainly carried before each other of them.
select
    left_publisher_id as source,
    right_publisher_id as copier,
    left_first_clusters as texts
from overlap
where left_publisher_id in (select unnest($publishers)) and right_publisher_id in (select unnest($publishers))
union all
select
    right_publisher_id as source,
    left_publisher_id as copier,
    right_first_clusters as texts
from overlap
where left_publisher_id in (select unnest($publishers)) and right_publisher_id in (select unnest($publishers))
