-- Articles whose text another publisher certainly had before, beside the article that is known to have had it first.
with placed as (
    select
        articles.article_id,
        articles.cluster_id,
        articles.publisher_id,
        articles.published_latest,
        row_number() over (
            partition by articles.cluster_id
            order by articles.published_latest asc, articles.article_id asc
        ) as position
    from main.articles
    inner join main.duplicate_clusters on articles.cluster_id = duplicate_clusters.cluster_id
    where
        duplicate_clusters.publisher_count > 1
        and articles.publisher_id is not null
        and articles.published_latest is not null
),

copies as (
    select
        articles.article_id,
        articles.title,
        articles.publisher_id,
        articles.published_date,
        articles.cluster_id,
        articles.is_wire_copy,
        articles.agency,
        lower(
            coalesce(articles.title, '') || ' ' || coalesce(array_to_string(articles.authors, ' '), '') || ' '
            || coalesce(articles.body, '')
        ) as words,
        placed.article_id as source_article_id,
        placed.publisher_id as source_publisher_id,
        date_diff('second', placed.published_latest, articles.published_earliest)
        / cast(3600 as double) as least_hours_later
    from placed
    inner join main.articles
        on
            placed.cluster_id = articles.cluster_id
            and placed.publisher_id <> articles.publisher_id
            and placed.published_latest < articles.published_earliest
    where placed.position = 1
)

select
    copies.article_id,
    copies.title,
    copies.publisher_id,
    publishers.publisher_name,
    copies.published_date,
    copies.cluster_id,
    copies.source_article_id,
    copies.source_publisher_id,
    sources.publisher_name as source_publisher_name,
    copies.least_hours_later,
    copies.is_wire_copy,
    copies.agency,
    coalesce(contains(copies.words, lower(sources.publisher_name)), false)
    or coalesce(contains(copies.words, sources.publisher_domain), false) as names_source
from copies
inner join main.publishers on copies.publisher_id = publishers.publisher_id
inner join main.publishers as sources on copies.source_publisher_id = sources.publisher_id
