-- The public row of each article: its current version with its text, its cluster and its story. Texts come first in
-- every join, so that they are streamed past the rows they are joined with.
with wanted as (
    select
        current_articles.article_id,
        current_articles.record_key,
        current_articles.content_hash
    from staging.current_articles
    inner join work.scope_articles on current_articles.article_id = scope_articles.article_id
),

earlier as (
    select
        wanted.article_id,
        wanted.content_hash
    from wanted
    where wanted.record_key not in (select texts.record_key from work.texts)
),

still_shown as (
    select articles.article_id
    from previous.articles
    inner join earlier
        on articles.article_id = earlier.article_id and articles.content_hash = earlier.content_hash
),

shown as (
    select
        articles.article_id,
        articles.body
    from previous.articles
    inner join still_shown on articles.article_id = still_shown.article_id
),

bodies as (
    select
        wanted.article_id,
        texts.body
    from work.texts
    inner join wanted on texts.record_key = wanted.record_key
    union all
    select
        shown.article_id,
        shown.body
    from shown
    union all
    select
        superseded_texts.article_id,
        superseded_texts.body
    from staging.superseded_texts
    inner join earlier
        on
            superseded_texts.article_id = earlier.article_id
            and superseded_texts.content_hash = earlier.content_hash
    where superseded_texts.article_id not in (select still_shown.article_id from still_shown)
),

scoped as (
    select current_articles.*
    from staging.current_articles
    inner join work.scope_articles on current_articles.article_id = scope_articles.article_id
)

select
    scoped.article_id,
    scoped.title,
    bodies.body,
    scoped.teaser,
    scoped.text_completeness,
    scoped.language,
    scoped.word_count,
    scoped.published_at,
    scoped.published_local,
    scoped.published_date,
    scoped.published_precision,
    scoped.published_earliest,
    scoped.published_latest,
    scoped.published_method,
    scoped.published_confidence,
    scoped.modified_at,
    scoped.modified_local,
    scoped.modified_date,
    scoped.modified_precision,
    scoped.publisher_id,
    scoped.publisher_domain,
    scoped.publisher_name,
    scoped.publisher_method,
    scoped.publisher_confidence,
    scoped.agency,
    article_groups.is_wire_copy,
    scoped.canonical_url,
    scoped.canonical_url_method,
    scoped.canonical_url_confidence,
    scoped.authors,
    article_groups.cluster_id,
    article_groups.story_id,
    article_groups.representative_article_id = scoped.article_id as is_representative,
    article_groups.representative_article_id,
    scoped.content_hash,
    scoped.text_hash,
    scoped.version,
    scoped.first_fetched_at,
    scoped.first_ingested_at,
    run.run_id as changed_run_id
from bodies
right join scoped on bodies.article_id = scoped.article_id -- noqa: CV08
inner join work.article_groups on scoped.article_id = article_groups.article_id
cross join work.run
