-- Records that became another article, because their declaration is no longer believed, or is believed again, and those
-- that got another title.
with decided as (
    select
        url_claims.record_key,
        case
            when url_claims.refusal is null then url_claims.declared_article_id else url_claims.own_article_id
        end as article_id,
        case
            when url_claims.refusal is null then url_claims.declared_url else url_claims.own_url
        end as canonical_url,
        case
            when url_claims.refusal is null then url_claims.declared_url_method else url_claims.own_url_method
        end as canonical_url_method,
        case
            when url_claims.refusal is null then url_claims.declared_url_confidence else url_claims.own_url_confidence
        end as canonical_url_confidence
    from staging.url_claims
),

resettled as (
    select decided.*
    from decided
    inner join staging.articles on decided.record_key = articles.record_key
    where decided.article_id <> articles.article_id
),

changed as (
    select resettled.record_key
    from resettled
    union
    select retitled_records.record_key
    from work.retitled_records
)

select
    articles.record_key,
    articles.article_id as old_article_id,
    articles.content_hash as old_content_hash,
    case when resettled.record_key is null then articles.article_id else resettled.article_id end as article_id,
    case when resettled.record_key is null then articles.canonical_url else resettled.canonical_url end
        as canonical_url,
    case when resettled.record_key is null then articles.canonical_url_method else resettled.canonical_url_method end
        as canonical_url_method,
    case
        when resettled.record_key is null then articles.canonical_url_confidence
        else resettled.canonical_url_confidence
    end as canonical_url_confidence,
    coalesce(retitled_records.title, articles.title) as title,
    coalesce(retitled_records.content_hash, articles.content_hash) as content_hash
from staging.articles
inner join changed on articles.record_key = changed.record_key
left join resettled on articles.record_key = resettled.record_key
left join work.retitled_records on articles.record_key = retitled_records.record_key
