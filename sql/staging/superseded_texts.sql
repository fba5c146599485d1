-- Texts that ceased to be current, kept for good and added once. Their keys are found first, because texts are large.
with superseded as (
    select
        article_versions.article_id,
        article_versions.content_hash,
        article_versions.record_key
    from staging.article_versions
    inner join work.scope_current_articles
        on article_versions.article_id = scope_current_articles.article_id
    left join staging.superseded_texts
        on
            article_versions.article_id = superseded_texts.article_id
            and article_versions.content_hash = superseded_texts.content_hash
    where not article_versions.is_latest and superseded_texts.article_id is null
),

landed as (
    select
        texts.record_key,
        texts.title,
        texts.body
    from work.texts
    where texts.record_key in (select superseded.record_key from superseded)
),

shown as (
    select
        articles.article_id,
        articles.content_hash,
        articles.title,
        articles.body
    from previous.articles
    where articles.article_id in (select superseded.article_id from superseded)
)

select
    superseded.article_id,
    superseded.content_hash,
    coalesce(landed.title, shown.title) as title,
    coalesce(landed.body, shown.body) as body
from superseded
left join landed on superseded.record_key = landed.record_key
left join shown
    on
        superseded.article_id = shown.article_id
        and superseded.content_hash = shown.content_hash
