with found as materialized (
    select
        article_id,
        published_date
    from main.articles_matching($pattern)
    where
        (cast($since as date) is null or published_date >= cast($since as date))
        and (cast($until as date) is null or published_date <= cast($until as date))
),

page as materialized (
    select article_id
    from found
    order by published_date desc nulls last, article_id asc
    limit $limit offset $offset
)

select
    articles.article_id,
    articles.title,
    articles.publisher_id,
    articles.published_date,
    articles.language,
    articles.story_id,
    articles.cluster_id,
    articles.canonical_url,
    -- from a little before its first word on, or from the beginning
    substr(
        articles.body,
        greatest(
            1,
            instr(
                lower(strip_accents(articles.body)),
                lower(strip_accents(regexp_extract($pattern, '[\p{L}\p{M}\p{N}]+')))
            ) - 100
        ),
        300
    ) as excerpt,
    (select count(*) from found) as matches
from main.articles
inner join page on articles.article_id = page.article_id
order by articles.published_date desc nulls last, articles.article_id asc
