-- The articles of some stories in the order of story_timeline, the first of each.
select
    articles.story_id,
    articles.article_id,
    articles.cluster_id,
    articles.publisher_id,
    articles.title,
    articles.canonical_url,
    articles.language,
    articles.published_at,
    articles.published_local,
    articles.published_date,
    articles.published_precision,
    articles.published_earliest,
    articles.is_wire_copy
from main.articles
where articles.story_id in (select unnest($stories))
qualify
    row_number() over (
        partition by articles.story_id
        order by articles.published_earliest asc nulls last, articles.article_id asc
    ) <= $most
order by articles.story_id, articles.published_earliest asc nulls last, articles.article_id
