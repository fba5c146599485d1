-- For each ordered pair of publishers: the texts that the second carried later, with the delay and the containment.
with carried as (
    select
        articles.publisher_id,
        articles.cluster_id,
        min(articles.published_earliest) as first_earliest,
        min(articles.published_latest) as first_latest,
        min(articles.published_at) as first_at,
        max(case when articles.is_wire_copy then 1 else 0 end) as is_wire
    from main.articles
    where articles.publisher_id is not null
    group by articles.publisher_id, articles.cluster_id
    having count(*) = count(articles.published_latest)
),

alike as (
    select
        lefts.cluster_id,
        least(lefts.publisher_id, rights.publisher_id) as one_publisher_id,
        greatest(lefts.publisher_id, rights.publisher_id) as other_publisher_id,
        max(article_pairs.containment) as containment
    from dedup.article_pairs
    inner join main.articles as lefts on article_pairs.left_article_id = lefts.article_id
    inner join main.articles as rights
        on article_pairs.right_article_id = rights.article_id and lefts.cluster_id = rights.cluster_id
    where lefts.publisher_id <> rights.publisher_id
    group by
        lefts.cluster_id,
        least(lefts.publisher_id, rights.publisher_id),
        greatest(lefts.publisher_id, rights.publisher_id)
),

flows as (
    select
        sources.publisher_id as source_publisher_id,
        copiers.publisher_id as copying_publisher_id,
        count(*) as copied_texts,
        cast(sum(sources.is_wire) as bigint) as wire_texts,
        median(date_diff('second', sources.first_at, copiers.first_at) / cast(3600 as double)) as median_hours,
        -- in whole units of its last decimal: a sum of fractions depends on their order
        avg(cast(round(alike.containment * 10000) as bigint)) / cast(10000 as double) as mean_containment
    from carried as sources
    inner join carried as copiers
        on sources.cluster_id = copiers.cluster_id and sources.publisher_id <> copiers.publisher_id
    left join alike
        on
            sources.cluster_id = alike.cluster_id
            and least(sources.publisher_id, copiers.publisher_id) = alike.one_publisher_id
            and greatest(sources.publisher_id, copiers.publisher_id) = alike.other_publisher_id
    where sources.first_latest < copiers.first_earliest
    group by sources.publisher_id, copiers.publisher_id
)

select
    flows.source_publisher_id,
    flows.copying_publisher_id,
    sources.publisher_name as source_publisher_name,
    copiers.publisher_name as copying_publisher_name,
    flows.copied_texts,
    flows.wire_texts,
    flows.median_hours,
    flows.mean_containment
from flows
left join main.publishers as sources on flows.source_publisher_id = sources.publisher_id
left join main.publishers as copiers on flows.copying_publisher_id = copiers.publisher_id
