-- Pairs of publishers, kept for the queries that follow.
create or replace temp table overlap as
select
    left_publisher_id,
    right_publisher_id,
    shared_clusters,
    shared_stories,
    left_first_clusters,
    right_first_clusters
from main.publisher_overlap
