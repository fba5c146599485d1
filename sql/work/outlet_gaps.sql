-- The gaps of the last half year in the arrivals of publishers from which nothing new came today, in days missed. A day
-- on which anything arrived counts as far as the publisher usually has new articles on that weekday (in the 8 weeks to
-- its last article), and as far as other publishers had some (a holiday counts little). Days are those of arrival: an
-- archive raises nothing. Publishers with less than 8 days in 4 weeks have no rhythm yet.
with arrivals as (
    select distinct
        articles.publisher_id,
        cast(articles.first_ingested_at as date) as day
    from main.articles
    where articles.publisher_id is not null
),

latest as (
    select max(arrivals.day) as today
    from arrivals
),

recent as (
    select
        arrivals.publisher_id,
        arrivals.day
    from arrivals
    inner join latest on arrivals.day > latest.today - interval '182' day
),

counted as (
    select
        recent.day,
        date_diff('day', date '0001-01-01', recent.day) % 7 as weekday,
        cast(count(*) as double) as outlets
    from recent
    group by recent.day
),

days as (
    select
        counted.day,
        counted.weekday,
        least(
            1.0,
            counted.outlets / coalesce(
                avg(counted.outlets)
                    over (partition by counted.weekday order by counted.day rows between 8 preceding and 1 preceding),
                counted.outlets
            )
        ) as weight
    from counted
),

spans as (
    select
        recent.publisher_id,
        min(recent.day) as first_day,
        max(recent.day) as last_day
    from recent
    group by recent.publisher_id
    having count(*) >= 8
),

judged as (
    select
        spans.publisher_id,
        spans.first_day,
        spans.last_day
    from spans
    inner join latest on spans.last_day < latest.today
    where spans.last_day >= spans.first_day + interval '28' day
),

grid as (
    select
        judged.publisher_id,
        judged.last_day,
        days.day,
        days.weekday,
        days.weight,
        recent.day is null as is_missed,
        max(recent.day) over (partition by judged.publisher_id order by days.day) as since
    from judged
    inner join days on judged.first_day <= days.day
    left join recent on judged.publisher_id = recent.publisher_id and days.day = recent.day
),

rhythm as (
    select
        grid.publisher_id,
        grid.weekday,
        avg(case when grid.is_missed then 0.0 else 1.0 end) as share
    from grid
    where grid.day <= grid.last_day and grid.day > grid.last_day - interval '56' day
    group by grid.publisher_id, grid.weekday
)

select
    grid.publisher_id,
    grid.since,
    max(grid.last_day) = grid.since as is_open,
    -- rounded: a sum of fractions depends on their order
    round(sum(case when grid.is_missed then rhythm.share * grid.weight else 0.0 end), 6) as missed
from grid
inner join rhythm on grid.publisher_id = rhythm.publisher_id and grid.weekday = rhythm.weekday
group by grid.publisher_id, grid.since
