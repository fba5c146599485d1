-- The records of every URL that several addresses declare, if a record of it is new or gone: those that declare it, and
-- those that came from there. Each with the address it came from, as the id of the article there, and with the title
-- that it states, whatever other pages of its host do.
with addresses as (
    select
        articles.record_key,
        articles.run_id,
        articles.content_hash,
        coalesce(replaced_titles.stated_content_hash, articles.content_hash) as stated_hash,
        coalesce(replaced_titles.stated_title, articles.title) as title,
        coalesce(url_claims.own_article_id, articles.article_id) as address_id,
        coalesce(
            case when url_claims.record_key is null then articles.canonical_url else url_claims.own_url end,
            articles.record_path
        ) as place
    from staging.articles
    left join staging.url_claims on articles.record_key = url_claims.record_key
    left join staging.replaced_titles on articles.record_key = replaced_titles.record_key
),

declared as (
    select
        url_claims.declared_article_id as url_id,
        max(url_claims.address_count) as address_count
    from staging.url_claims
    group by url_claims.declared_article_id
),

claimants as (
    select
        url_claims.declared_article_id as url_id,
        addresses.address_id,
        addresses.record_key,
        addresses.run_id,
        addresses.content_hash,
        addresses.stated_hash,
        addresses.title,
        addresses.place
    from staging.url_claims
    inner join addresses on url_claims.record_key = addresses.record_key
    union all
    select
        declared.url_id,
        addresses.address_id,
        addresses.record_key,
        addresses.run_id,
        addresses.content_hash,
        addresses.stated_hash,
        addresses.title,
        addresses.place
    from declared
    inner join addresses on declared.url_id = addresses.address_id
),

counted as (
    select
        claimants.url_id,
        count(distinct claimants.address_id) as address_count,
        max(case when run.is_full or claimants.run_id = run.run_id then 1 else 0 end) as is_touched
    from claimants
    cross join work.run
    group by claimants.url_id
)

select
    claimants.url_id,
    claimants.address_id,
    claimants.record_key,
    claimants.content_hash,
    claimants.stated_hash,
    claimants.title,
    claimants.place,
    cast(counted.address_count as integer) as address_count
from claimants
inner join counted on claimants.url_id = counted.url_id
inner join declared on claimants.url_id = declared.url_id
where
    (counted.address_count > 1 and counted.is_touched = 1)
    or counted.address_count <> declared.address_count
