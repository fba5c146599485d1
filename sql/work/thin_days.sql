-- Days of publication with less than a seventh of the articles usual on that weekday: the median of the 8 weeks before,
-- of days since the warehouse has been filled. Judged are the last two weeks, two days after a day, as some come late.
-- A day after such a day is not another one.
with latest as (
    select
        cast(min(articles.first_ingested_at) as date) as first_day,
        cast(max(articles.first_ingested_at) as date) as today
    from main.articles
),

published as (
    select
        articles.published_date as day,
        count(*) as articles
    from main.articles
    inner join latest on articles.published_date > latest.today - interval '100' day
    where articles.published_precision in ('instant', 'local_time', 'day')
    group by articles.published_date
),

judged as (
    select
        cast(dates.day as date) as day,
        latest.first_day,
        latest.today
    from latest
    cross join
        unnest(
            generate_series(latest.today - interval '17' day, latest.today - interval '2' day, interval '1' day)
        ) as dates (day)
),

earlier_weeks as (
    select unnest(generate_series(1, 8)) as week
),

weeks as (
    select
        judged.day,
        judged.today,
        cast(judged.day - earlier_weeks.week * interval '7' day as date) as earlier_day
    from judged
    cross join earlier_weeks
    where judged.day - earlier_weeks.week * interval '7' day >= judged.first_day
),

usual as (
    select
        weeks.day,
        max(weeks.today) as today,
        median(coalesce(published.articles, 0)) as articles
    from weeks
    left join published on weeks.earlier_day = published.day
    group by weeks.day
    having count(*) >= 4
),

compared as (
    select
        usual.day,
        usual.today,
        coalesce(published.articles, 0) as observed,
        usual.articles as usual,
        usual.articles >= 20 and coalesce(published.articles, 0) * 7 < usual.articles as is_thin
    from usual
    left join published on usual.day = published.day
),

in_order as (
    select
        compared.day,
        compared.today,
        compared.observed,
        compared.usual,
        compared.is_thin,
        coalesce(lag(compared.is_thin) over (order by compared.day), false) as was_thin
    from compared
)

select
    in_order.day,
    in_order.observed,
    in_order.usual
from in_order
where in_order.is_thin and not in_order.was_thin and in_order.day >= in_order.today - interval '16' day
