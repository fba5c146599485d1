-- Articles and distinct texts per publisher and day.
select
    articles.publisher_id,
    max(publishers.publisher_name) as publisher_name,
    articles.published_date,
    count(*) as article_count,
    count(distinct articles.cluster_id) as cluster_count
from main.articles
left join main.publishers on articles.publisher_id = publishers.publisher_id
where
    articles.publisher_id is not null
    and articles.published_date is not null
    and articles.published_precision in ('instant', 'local_time', 'day')
group by articles.publisher_id, articles.published_date
