-- The claims of the records whose URL was decided, with how many addresses declare it and why it is refused.
with counted as (
    select
        url_claimants.url_id,
        url_claimants.record_key,
        min(url_claimants.address_count) as address_count
    from work.url_claimants
    group by url_claimants.url_id, url_claimants.record_key
)

select
    url_claims.record_key,
    url_claims.declared_article_id,
    url_claims.declared_url,
    url_claims.declared_url_method,
    url_claims.declared_url_confidence,
    url_claims.own_article_id,
    url_claims.own_url,
    url_claims.own_url_method,
    url_claims.own_url_confidence,
    counted.address_count,
    refused_claims.refusal
from staging.url_claims
inner join counted
    on url_claims.record_key = counted.record_key and url_claims.declared_article_id = counted.url_id
left join work.refused_claims
    on url_claims.declared_article_id = refused_claims.url_id and url_claims.own_article_id = refused_claims.address_id
