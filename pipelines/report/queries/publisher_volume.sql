-- Articles of some publishers by day, week, month or year.
select
    publisher_id,
    cast(date_trunc($unit, published_date) as date) as period,
    count(*) as articles
from main.articles
where published_date between $first_day and $last_day and publisher_id in (select unnest($publishers))
group by publisher_id, period
