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

shared_texts as (
    select
        article_copies.cluster_id,
        article_copies.publisher_id as source_publisher_id,
        article_copies.copy_publisher_id as copying_publisher_id,
        max(article_copies.containment) as containment
    from main.article_copies
    where article_copies.publisher_id <> article_copies.copy_publisher_id
    group by article_copies.cluster_id, article_copies.publisher_id, article_copies.copy_publisher_id
)

select
    sources.publisher_id as source_publisher_id,
    copiers.publisher_id as copying_publisher_id,
    count(*) as copied_texts,
    cast(sum(sources.is_wire) as bigint) as wire_texts,
    median(date_diff('second', sources.first_at, copiers.first_at) / 3600.0) as median_hours,
    avg(shared_texts.containment) as mean_containment
from carried as sources
inner join carried as copiers
    on sources.cluster_id = copiers.cluster_id and sources.publisher_id <> copiers.publisher_id
left join shared_texts
    on
        sources.cluster_id = shared_texts.cluster_id
        and sources.publisher_id = shared_texts.source_publisher_id
        and copiers.publisher_id = shared_texts.copying_publisher_id
where sources.first_latest < copiers.first_earliest
group by sources.publisher_id, copiers.publisher_id
