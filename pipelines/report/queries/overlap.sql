-- Pairs of publishers as publisher_overlap has them, kept for the queries that follow. Numbers stand for ids, and what
-- only one publisher carried is left out first: the view takes five times as long on a large warehouse.
create or replace temp table overlap as
with numbered_publishers as (
    select
        publisher_id,
        cast(row_number() over (order by publisher_id) as integer) as publisher
    from main.publishers
),

numbered_clusters as (
    select
        cluster_id,
        cast(row_number() over () as integer) as cluster
    from main.duplicate_clusters
    where publisher_count > 1
),

numbered_stories as (
    select
        story_id,
        cast(row_number() over () as integer) as story
    from main.stories
    where publisher_count > 1
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
        count(*) filter (
            lefts.is_dated and rights.is_dated and lefts.first_latest < rights.first_earliest
        ) as left_first_clusters,
        count(*) filter (
            lefts.is_dated and rights.is_dated and rights.first_latest < lefts.first_earliest
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
