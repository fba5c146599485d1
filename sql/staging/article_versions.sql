-- Every text an article has had, ranked by what the sources state, never by arrival.
with records as (
    select
        articles.article_id,
        articles.content_hash,
        articles.record_key,
        articles.modified_at,
        articles.fetched_at,
        row_number() over (
            partition by articles.article_id, articles.content_hash
            order by
                articles.modified_at desc nulls last,
                articles.fetched_at desc nulls last,
                articles.published_confidence desc nulls last,
                articles.record_path asc,
                articles.record_index asc,
                articles.file_sha256 asc
        ) as record_rank
    from staging.articles
    inner join work.scope_current_articles on articles.article_id = scope_current_articles.article_id
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
