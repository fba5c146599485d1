-- Articles that are new or gone, or whose text, publisher or day changed since the last search for copies.
with touched as (
    select scope_current_articles.article_id
    from work.scope_current_articles
    union
    select article_texts.article_id
    from dedup.article_texts
    left join staging.current_articles on article_texts.article_id = current_articles.article_id
    where current_articles.article_id is null
),

before as (
    select
        article_texts.article_id,
        article_texts.text_no,
        texts.text_hash,
        article_texts.publisher_id,
        article_texts.seen_on
    from dedup.article_texts
    inner join dedup.texts on article_texts.text_no = texts.text_no
    inner join touched on article_texts.article_id = touched.article_id
)

select
    touched.article_id,
    before.text_no as old_text_no,
    current_articles.text_hash
from touched
left join before on touched.article_id = before.article_id
left join staging.current_articles on touched.article_id = current_articles.article_id
where
    before.text_hash is distinct from current_articles.text_hash
    or before.publisher_id is distinct from current_articles.publisher_id
    or before.seen_on is distinct from coalesce(
        current_articles.published_date, cast(current_articles.fetched_at as date)
    )
