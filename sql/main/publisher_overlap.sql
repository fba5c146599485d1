-- Pairs of publishers with the texts that both carried, and which of the two certainly had them first.
with carried as (
    select
        articles.publisher_id,
        articles.cluster_id,
        articles.story_id,
        min(articles.published_earliest) as first_earliest,
        min(articles.published_latest) as first_latest,
        count(*) = count(articles.published_latest) as is_dated
    from main.articles
    where articles.publisher_id is not null
    group by articles.publisher_id, articles.cluster_id, articles.story_id
),

cluster_pairs as (
    select
        lefts.publisher_id as left_publisher_id,
        rights.publisher_id as right_publisher_id,
        count(*) as shared_clusters,
        count(
            case when lefts.is_dated and rights.is_dated and lefts.first_latest < rights.first_earliest then 1 end
        ) as left_first_clusters,
        count(
            case when lefts.is_dated and rights.is_dated and rights.first_latest < lefts.first_earliest then 1 end
        ) as right_first_clusters
    from carried as lefts
    inner join carried as rights
        on lefts.cluster_id = rights.cluster_id and lefts.publisher_id < rights.publisher_id
    group by lefts.publisher_id, rights.publisher_id
),

in_stories as (
    select distinct
        carried.publisher_id,
        carried.story_id
    from carried
),

story_pairs as (
    select
        lefts.publisher_id as left_publisher_id,
        rights.publisher_id as right_publisher_id,
        count(*) as shared_stories
    from in_stories as lefts
    inner join in_stories as rights
        on lefts.story_id = rights.story_id and lefts.publisher_id < rights.publisher_id
    group by lefts.publisher_id, rights.publisher_id
)

select
    story_pairs.left_publisher_id,
    story_pairs.right_publisher_id,
    left_publishers.publisher_name as left_publisher_name,
    right_publishers.publisher_name as right_publisher_name,
    coalesce(cluster_pairs.shared_clusters, 0) as shared_clusters,
    story_pairs.shared_stories,
    coalesce(cluster_pairs.left_first_clusters, 0) as left_first_clusters,
    coalesce(cluster_pairs.right_first_clusters, 0) as right_first_clusters
from story_pairs
left join cluster_pairs
    on
        story_pairs.left_publisher_id = cluster_pairs.left_publisher_id
        and story_pairs.right_publisher_id = cluster_pairs.right_publisher_id
left join main.publishers as left_publishers on story_pairs.left_publisher_id = left_publishers.publisher_id
left join main.publishers as right_publishers on story_pairs.right_publisher_id = right_publishers.publisher_id
