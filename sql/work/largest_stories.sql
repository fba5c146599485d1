-- The $stories stories with the most articles.
select
    stories.article_count,
    stories.publisher_count,
    stories.cluster_count,
    stories.first_published_date,
    stories.title
from main.stories
order by stories.article_count desc, stories.story_id asc
limit $stories
