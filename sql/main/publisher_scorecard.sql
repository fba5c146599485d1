-- For each publisher, the shares of its articles that have a field, and of those that are its own.
select
    articles.publisher_id,
    max(publishers.publisher_name) as publisher_name,
    count(*) as article_count,
    count(articles.published_date) / cast(count(*) as double) as date_share,
    count(articles.published_at) / cast(count(*) as double) as instant_share,
    count(articles.canonical_url) / cast(count(*) as double) as url_share,
    sum(case when array_length(articles.authors) > 0 then 1 else 0 end) / cast(count(*) as double) as author_share,
    count(articles.title) / cast(count(*) as double) as title_share,
    sum(case when articles.text_completeness = 'full' then 1 else 0 end) / cast(count(*) as double)
        as full_text_share,
    sum(case when duplicate_clusters.publisher_count > 1 then 1 else 0 end) / cast(count(*) as double)
        as copy_share,
    sum(case when articles.is_wire_copy then 1 else 0 end) / cast(count(*) as double) as wire_share
from main.articles
inner join main.duplicate_clusters on articles.cluster_id = duplicate_clusters.cluster_id
left join main.publishers on articles.publisher_id = publishers.publisher_id
where articles.publisher_id is not null
group by articles.publisher_id
