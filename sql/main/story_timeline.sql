-- The articles of each story, by the earliest time at which they can have been published.
select
    articles.story_id,
    row_number() over (
        partition by articles.story_id
        order by articles.published_earliest asc nulls last, articles.article_id asc
    ) as position,
    articles.article_id,
    articles.cluster_id,
    articles.publisher_id,
    publishers.publisher_name,
    articles.title,
    articles.published_earliest,
    articles.published_latest,
    articles.is_wire_copy,
    articles.published_earliest > lag(articles.published_latest) over (
        partition by articles.story_id
        order by articles.published_earliest asc nulls last, articles.article_id asc
    ) as order_is_certain
from main.articles
left join main.publishers on articles.publisher_id = publishers.publisher_id
