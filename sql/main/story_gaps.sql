-- Stories that at least half of the active publishers of their language carried, and the active ones that did not.
with spans as (
    select
        articles.publisher_id,
        articles.language,
        min(articles.published_date) as first_date,
        max(articles.published_date) as last_date
    from main.articles
    where articles.publisher_id is not null and articles.language is not null and articles.published_date is not null
    group by articles.publisher_id, articles.language
),

days as (
    select distinct
        stories.language,
        stories.first_published_date as day
    from main.stories
    where stories.language is not null and stories.first_published_date is not null
),

active as (
    select
        days.language,
        days.day,
        count(*) as publisher_count
    from days
    inner join spans on days.language = spans.language and days.day between spans.first_date and spans.last_date
    group by days.language, days.day
),

big_stories as (
    select
        stories.story_id,
        stories.title,
        stories.language,
        stories.publisher_count,
        stories.first_published_date,
        stories.last_published_date,
        active.publisher_count as active_publishers
    from main.stories
    inner join active on stories.language = active.language and stories.first_published_date = active.day
    where stories.publisher_count > 1 and stories.publisher_count * 2 >= active.publisher_count
),

carriers as (
    select distinct
        articles.story_id,
        articles.publisher_id
    from main.articles
    inner join big_stories on articles.story_id = big_stories.story_id
)

select
    big_stories.story_id,
    big_stories.title as story_title,
    spans.publisher_id,
    publishers.publisher_name,
    big_stories.publisher_count,
    big_stories.active_publishers,
    big_stories.first_published_date,
    big_stories.last_published_date
from big_stories
inner join spans
    on
        big_stories.language = spans.language
        and big_stories.first_published_date between spans.first_date and spans.last_date
inner join main.publishers on spans.publisher_id = publishers.publisher_id
left join carriers
    on big_stories.story_id = carriers.story_id and spans.publisher_id = carriers.publisher_id
where carriers.story_id is null
