-- The stories that most publishers carried.
select
    story_id,
    title,
    article_count,
    publisher_count,
    cluster_count,
    first_published_date,
    last_published_date,
    language
from main.stories
where article_count > 1
order by publisher_count desc, article_count desc, story_id
limit $most
