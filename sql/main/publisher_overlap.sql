-- Pairs of publishers with the texts that both carried, and which of the two certainly had them first. Numbers stand
-- for ids, and what only one publisher carried is left out first: that takes a third of the time.
with numbered_publishers as (
    select
        publishers.publisher_id,
        publishers.publisher_name,
        cast(row_number() over (order by publishers.publisher_id) as integer) as publisher
    from main.publishers
),

numbered_clusters as (
    select
        duplicate_clusters.cluster_id,
        cast(row_number() over (order by duplicate_clusters.cluster_id) as integer) as cluster
    from main.duplicate_clusters
    where duplicate_clusters.publisher_count > 1
),

numbered_stories as (
    select
        stories.story_id,
        cast(row_number() over (order by stories.story_id) as integer) as story
    from main.stories
    where stories.publisher_count > 1
),

carried as (
    select
        numbered_publishers.publisher,
        numbered_clusters.cluster,
        min(articles.published_earliest) as first_earliest,
        min(articles.published_latest) as first_latest,
        count(*) = count(articles.published_latest) as is_dated
    from main.articles
    inner join numbered_publishers on articles.publisher_id = numbered_publishers.publisher_id
    inner join numbered_clusters on articles.cluster_id = numbered_clusters.cluster_id
    group by numbered_publishers.publisher, numbered_clusters.cluster
),

cluster_pairs as (
    select
        lefts.publisher as left_publisher,
        rights.publisher as right_publisher,
        count(*) as shared_clusters,
        count(
            case when lefts.is_dated and rights.is_dated and lefts.first_latest < rights.first_earliest then 1 end
        ) as left_first_clusters,
        count(
            case when lefts.is_dated and rights.is_dated and rights.first_latest < lefts.first_earliest then 1 end
        ) as right_first_clusters
    from carried as lefts
    inner join carried as rights on lefts.cluster = rights.cluster and lefts.publisher < rights.publisher
    group by lefts.publisher, rights.publisher
),

in_stories as (
    select distinct
        numbered_publishers.publisher,
        numbered_stories.story
    from main.articles
    inner join numbered_publishers on articles.publisher_id = numbered_publishers.publisher_id
    inner join numbered_stories on articles.story_id = numbered_stories.story_id
),

story_pairs as (
    select
        lefts.publisher as left_publisher,
        rights.publisher as right_publisher,
        count(*) as shared_stories
    from in_stories as lefts
    inner join in_stories as rights on lefts.story = rights.story and lefts.publisher < rights.publisher
    group by lefts.publisher, rights.publisher
)

select
    lefts.publisher_id as left_publisher_id,
    rights.publisher_id as right_publisher_id,
    lefts.publisher_name as left_publisher_name,
    rights.publisher_name as right_publisher_name,
    coalesce(cluster_pairs.shared_clusters, 0) as shared_clusters,
    story_pairs.shared_stories,
    coalesce(cluster_pairs.left_first_clusters, 0) as left_first_clusters,
    coalesce(cluster_pairs.right_first_clusters, 0) as right_first_clusters
from story_pairs
left join cluster_pairs
    on
        story_pairs.left_publisher = cluster_pairs.left_publisher
        and story_pairs.right_publisher = cluster_pairs.right_publisher
inner join numbered_publishers as lefts on story_pairs.left_publisher = lefts.publisher
inner join numbered_publishers as rights on story_pairs.right_publisher = rights.publisher
