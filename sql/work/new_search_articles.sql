-- Articles that are missing in the search index, with the numbers they get: those after the largest in use, by id. Each
-- with the range of numbers and the part of it in which it is indexed: part 0 has all but the long ones. Counted by the
-- beginnings of ids, because one window over all rows would be one task.
with missing as (
    select
        articles.article_id,
        substr(articles.article_id, 1, 4) as beginning,
        coalesce(articles.word_count, 0) > $max_words as is_long
    from main.articles
    left join search.articles as indexed on articles.article_id = indexed.article_id
    where indexed.article_id is null
),

used as (
    select count(*) as articles
    from search.articles
),

counted as (
    select
        missing.beginning,
        count(*) as articles
    from missing
    group by missing.beginning
),

begun as (
    select
        counted.beginning,
        sum(counted.articles) over (order by counted.beginning) - counted.articles as articles_before
    from counted
),

numbered as (
    select
        missing.article_id,
        missing.is_long,
        cast(
            used.articles
            + begun.articles_before
            + row_number() over (partition by missing.beginning order by missing.article_id)
            - 1
            as integer
        ) as article_no
    from missing
    inner join begun on missing.beginning = begun.beginning
    cross join used
)

select
    numbered.article_no,
    numbered.article_id,
    numbered.article_no - numbered.article_no % $articles_per_batch as range_no,
    case when numbered.is_long then 1 + numbered.article_no % $parts else 0 end as part
from numbered
