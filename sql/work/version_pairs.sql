-- Each version with the version before it and both texts, for the articles of this run.
with stored as (
    select
        texts.article_id,
        texts.content_hash,
        texts.body
    from work.texts
    union all
    select
        superseded_texts.article_id,
        superseded_texts.content_hash,
        superseded_texts.body
    from staging.superseded_texts
    union all
    select
        articles.article_id,
        articles.content_hash,
        articles.body
    from previous.articles
),

versioned as (
    select distinct article_versions.article_id
    from staging.article_versions
    inner join work.scope_current_articles
        on article_versions.article_id = scope_current_articles.article_id
    where article_versions.version > 1
),

bodies as (
    select
        stored.article_id,
        stored.content_hash,
        max(stored.body) as body
    from stored
    inner join versioned on stored.article_id = versioned.article_id
    group by stored.article_id, stored.content_hash
)

select
    later.article_id,
    later.content_hash,
    earlier.content_hash as previous_content_hash,
    bodies.body,
    previous_bodies.body as previous_body
from staging.article_versions as later
inner join versioned on later.article_id = versioned.article_id
inner join staging.article_versions as earlier
    on later.article_id = earlier.article_id and later.version = earlier.version + 1
left join bodies on later.article_id = bodies.article_id and later.content_hash = bodies.content_hash
left join bodies as previous_bodies
    on
        earlier.article_id = previous_bodies.article_id
        and earlier.content_hash = previous_bodies.content_hash
