-- Records that became another article, because their declaration is no longer believed, or is believed again.
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
)

select
    decided.record_key,
    articles.article_id as old_article_id,
    decided.article_id,
    decided.canonical_url,
    decided.canonical_url_method,
    decided.canonical_url_confidence
from decided
inner join staging.articles on decided.record_key = articles.record_key
where decided.article_id <> articles.article_id
