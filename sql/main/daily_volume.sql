-- Articles per day, and the texts and stories among them that no day before had, so that copies count once.
with dated as (
    select
        articles.article_id,
        articles.publisher_id,
        articles.cluster_id,
        articles.story_id,
        articles.published_date,
        min(articles.published_date) over (partition by articles.cluster_id) as cluster_date,
        min(articles.published_date) over (partition by articles.story_id) as story_date
    from main.articles
    where articles.published_date is not null and articles.published_precision in ('instant', 'local_time', 'day')
)

select
    dated.published_date,
    count(*) as article_count,
    count(distinct case when dated.cluster_date = dated.published_date then dated.cluster_id end) as new_text_count,
    count(distinct case when dated.story_date = dated.published_date then dated.story_id end) as new_story_count,
    count(distinct dated.publisher_id) as publisher_count
from dated
group by dated.published_date
