-- Title and text of the articles at the ends of each chunk of edges whose texts share grams.
with ends as (
    select
        alike_edges.chunk_id,
        alike_edges.left_article_id as article_id
    from work.alike_edges
    union
    select
        alike_edges.chunk_id,
        alike_edges.right_article_id as article_id
    from work.alike_edges
),

articles as (
    select
        ends.chunk_id,
        ends.article_id,
        current_articles.title,
        current_articles.text_hash
    from ends
    inner join staging.current_articles on ends.article_id = current_articles.article_id
),

bodies as (
    select
        text_bodies.text_hash,
        min(text_bodies.body) as body
    from staging.text_bodies
    where text_bodies.text_hash in (select articles.text_hash from articles)
    group by text_bodies.text_hash
)

select
    articles.chunk_id,
    articles.article_id,
    articles.title,
    bodies.body
from articles
left join bodies on articles.text_hash = bodies.text_hash
