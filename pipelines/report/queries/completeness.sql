-- The shares of all articles that have each field, named as in publisher_scorecard; NULL without articles.
select
    count(*) as article_count,
    avg(cast(published_date is not null as integer)) as date_share,
    avg(cast(published_at is not null as integer)) as instant_share,
    avg(cast(canonical_url is not null as integer)) as url_share,
    avg(cast(coalesce(array_length(authors), 0) > 0 as integer)) as author_share,
    avg(cast(title is not null as integer)) as title_share,
    avg(cast(text_completeness = 'full' as integer)) as full_text_share,
    avg(cast(publisher_id is not null as integer)) as publisher_share,
    count(*) filter (publisher_id is null) as without_publisher
from main.articles
