-- Each publisher of each story: its first article, and how long after the first of all it came at least and at most.
with placed as (
    select
        articles.story_id,
        articles.publisher_id,
        articles.article_id,
        articles.cluster_id,
        articles.published_earliest,
        articles.published_latest,
        row_number() over (
            partition by articles.story_id, articles.publisher_id
            order by articles.published_earliest asc nulls last, articles.article_id asc
        ) as position
    from main.articles
),

carried as (
    select
        placed.story_id,
        placed.publisher_id,
        count(*) as article_count,
        count(distinct placed.cluster_id) as cluster_count,
        max(case when placed.position = 1 then placed.article_id end) as first_article_id,
        min(placed.published_earliest) as first_earliest,
        min(placed.published_latest) as first_latest,
        count(*) - count(placed.published_latest) as undated_count
    from placed
    group by placed.story_id, placed.publisher_id
),

compared as (
    select
        carried.story_id,
        carried.publisher_id,
        carried.article_count,
        carried.cluster_count,
        carried.first_article_id,
        carried.first_earliest,
        carried.first_latest,
        min(carried.first_earliest) over (partition by carried.story_id) as story_earliest,
        min(carried.first_latest) over (partition by carried.story_id) as story_latest,
        sum(carried.undated_count) over (partition by carried.story_id) as undated_count,
        count(*) over (partition by carried.story_id) as carrier_count,
        lead(carried.first_earliest) over (
            partition by carried.story_id
            order by carried.first_earliest asc nulls last, carried.publisher_id asc nulls last
        ) as next_earliest
    from carried
)

select
    compared.story_id,
    compared.publisher_id,
    publishers.publisher_name,
    stories.title as story_title,
    stories.publisher_count,
    compared.article_count,
    compared.cluster_count,
    compared.first_article_id,
    compared.first_earliest,
    compared.first_latest,
    coalesce(
        compared.undated_count = 0
        and compared.carrier_count > 1
        and compared.first_earliest = compared.story_earliest
        and compared.first_latest < compared.next_earliest,
        false
    ) as is_first,
    case
        when compared.first_earliest > compared.story_latest
            then date_diff('second', compared.story_latest, compared.first_earliest) / cast(3600 as double)
        when compared.first_earliest is not null then 0.0
    end as least_hours_later,
    case
        when compared.first_latest >= compared.next_earliest or compared.first_earliest > compared.story_earliest
            then date_diff('second', compared.story_earliest, compared.first_latest) / cast(3600 as double)
        when compared.first_latest is not null then 0.0
    end as most_hours_later
from compared
inner join main.stories on compared.story_id = stories.story_id
inner join main.publishers on compared.publisher_id = publishers.publisher_id
