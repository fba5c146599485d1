-- Days without an article of a publisher that usually publishes on that weekday.
with spans as (
    select
        daily_article_counts.publisher_id,
        min(daily_article_counts.published_date) as first_date,
        max(daily_article_counts.published_date) as last_date
    from main.daily_article_counts
    group by daily_article_counts.publisher_id
),

days as (
    select
        spans.publisher_id,
        dates.day as day,
        date_diff('day', date '0001-01-01', cast(dates.day as date)) % 7 as weekday
    from spans
    cross join unnest(generate_series(spans.first_date, spans.last_date, interval '1' day)) as dates (day)
),

counted as (
    select
        days.publisher_id,
        cast(days.day as date) as day,
        days.weekday,
        coalesce(daily_article_counts.article_count, 0) as article_count
    from days
    left join main.daily_article_counts
        on
            days.publisher_id = daily_article_counts.publisher_id
            and cast(days.day as date) = daily_article_counts.published_date
),

usual as (
    select
        counted.publisher_id,
        counted.weekday,
        avg(counted.article_count) as usual_count,
        avg(case when counted.article_count > 0 then 1.0 else 0.0 end) as published_share
    from counted
    group by counted.publisher_id, counted.weekday
)

select
    counted.publisher_id,
    publishers.publisher_name,
    counted.day as missing_date,
    usual.usual_count
from counted
inner join usual on counted.publisher_id = usual.publisher_id and counted.weekday = usual.weekday
left join main.publishers on counted.publisher_id = publishers.publisher_id
where counted.article_count = 0 and usual.published_share >= 0.5
