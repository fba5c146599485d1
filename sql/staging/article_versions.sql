-- Every text an article has had, ranked by what the sources state, never by order of arrival. A record without a body
-- is no version of an article that has one: a teaser in a feed never replaces the page.
with in_scope as (
    select
        articles.article_id,
        articles.content_hash,
        articles.text_hash,
        articles.record_key,
        articles.record_path,
        articles.record_index,
        articles.file_sha256,
        articles.modified_at,
        articles.fetched_at,
        articles.published_confidence,
        count(articles.text_hash) over (partition by articles.article_id) as body_count
    from staging.articles
    inner join work.scope_current_articles on articles.article_id = scope_current_articles.article_id
),

records as (
    select
        in_scope.article_id,
        in_scope.content_hash,
        in_scope.record_key,
        in_scope.modified_at,
        in_scope.fetched_at,
        row_number() over (
            partition by in_scope.article_id, in_scope.content_hash
            order by
                in_scope.modified_at desc nulls last,
                in_scope.fetched_at desc nulls last,
                in_scope.published_confidence desc nulls last,
                in_scope.record_path asc,
                in_scope.record_index asc,
                in_scope.file_sha256 asc
        ) as record_rank
    from in_scope
    where in_scope.text_hash is not null or in_scope.body_count = 0
),

texts as (
    select
        records.article_id,
        records.content_hash,
        records.record_key,
        records.modified_at,
        records.fetched_at
    from records
    where records.record_rank = 1
),

ranked as (
    select
        texts.article_id,
        texts.content_hash,
        texts.record_key,
        texts.modified_at,
        texts.fetched_at,
        row_number() over (
            partition by texts.article_id
            order by
                texts.modified_at asc nulls first,
                texts.fetched_at asc nulls first,
                texts.content_hash asc
        ) as version,
        count(*) over (partition by texts.article_id) as version_count
    from texts
)

select
    ranked.article_id,
    cast(ranked.version as integer) as version,
    ranked.content_hash,
    ranked.record_key,
    ranked.version = ranked.version_count as is_latest,
    ranked.modified_at,
    ranked.fetched_at
from ranked
