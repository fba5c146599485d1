-- Records that a tombstone names, each with the first that does, and the articles it was of or may be of. A record
-- whose declared URL is believed belongs to the article of that URL, else to its own.
with records as (
    select
        articles.record_key,
        articles.record_path,
        articles.record_index,
        articles.file_sha256,
        articles.content_hash,
        articles.article_id as stored_article_id,
        url_claims.own_article_id,
        url_claims.declared_article_id,
        case
            when url_claims.record_key is null then articles.article_id
            when url_claims.refusal is null then url_claims.declared_article_id
            else url_claims.own_article_id
        end as article_id
    from staging.articles
    left join staging.url_claims on articles.record_key = url_claims.record_key
),

named as (
    select
        records.record_key,
        tombstones.kind,
        tombstones.key
    from records
    inner join work.tombstones on tombstones.kind = 'article' and records.article_id = tombstones.key
    union all
    select
        records.record_key,
        tombstones.kind,
        tombstones.key
    from records
    inner join work.tombstones on tombstones.kind = 'content' and records.content_hash = tombstones.key
    union all
    select
        records.record_key,
        tombstones.kind,
        tombstones.key
    from records
    inner join work.tombstones on tombstones.kind = 'bytes' and records.file_sha256 = tombstones.key
    union all
    select
        records.record_key,
        removed_paths.kind,
        removed_paths.key
    from records
    inner join work.removed_paths
        on
            records.record_path = removed_paths.record_path
            and records.record_index = coalesce(removed_paths.record_index, records.record_index)
),

ranked as (
    select
        named.record_key,
        named.kind,
        named.key,
        row_number() over (partition by named.record_key order by named.kind asc, named.key asc) as reason_rank
    from named
)

select
    records.record_key,
    records.file_sha256,
    records.stored_article_id,
    records.own_article_id,
    records.declared_article_id,
    ranked.kind,
    ranked.key
from records
inner join ranked on records.record_key = ranked.record_key and ranked.reason_rank = 1
