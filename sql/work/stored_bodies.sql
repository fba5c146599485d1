-- The texts of wanted contents, wherever they are stored.
with stored as (
    select
        texts.content_hash,
        texts.body
    from work.texts
    inner join work.wanted_contents on texts.content_hash = wanted_contents.content_hash
    union all
    select
        articles.content_hash,
        articles.body
    from previous.articles
    inner join work.wanted_contents on articles.content_hash = wanted_contents.content_hash
    union all
    select
        superseded_texts.content_hash,
        superseded_texts.body
    from staging.superseded_texts
    inner join work.wanted_contents on superseded_texts.content_hash = wanted_contents.content_hash
)

select
    stored.content_hash,
    max(stored.body) as body
from stored
group by stored.content_hash
