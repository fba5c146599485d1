-- The days between which all but one in a hundred of the dated articles lie, at most 75 years before and after the
-- median.
with quantiles as (
    select
        quantile_disc(published_date, [0.005, 0.5, 0.995]) as days,
        count(published_date) as dated,
        count(*) - count(published_date) as undated
    from main.articles
)

select
    greatest(days[1], cast(days[2] - interval 75 year as date)) as first_day,
    least(days[3], cast(days[2] + interval 75 year as date)) as last_day,
    dated,
    undated
from quantiles
