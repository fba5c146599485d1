-- Articles by day, week, month or year, and how many of them represent their cluster.
select
    cast(date_trunc($unit, published_date) as date) as period,
    count(*) as articles,
    count(*) filter (is_representative) as representatives
from main.articles
where published_date between $first_day and $last_day
group by period
order by period
