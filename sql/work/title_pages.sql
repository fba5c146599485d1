-- Records whose stated title as many texts of their host have as make it a template's, or had before this run, if the
-- run read one of them, or took records out. Each with the address it came from, as the id of the article there.
with titled as (
    select
        articles.record_key,
        articles.publisher_domain,
        coalesce(replaced_titles.stated_title, articles.title) as stated_title,
        articles.content_hash,
        articles.text_hash,
        coalesce(url_claims.own_article_id, articles.article_id) as address_id,
        articles.run_id = run.run_id as is_new,
        run.is_full
    from staging.articles
    left join staging.replaced_titles on articles.record_key = replaced_titles.record_key
    left join staging.url_claims on articles.record_key = url_claims.record_key
    cross join work.run
    where articles.publisher_domain is not null and articles.title is not null
),

stored as (
    select distinct
        shared_titles.publisher_domain,
        shared_titles.stated_title
    from staging.shared_titles
),

touched as (
    select
        titled.publisher_domain,
        titled.stated_title
    from titled
    where titled.is_full or titled.is_new
    union
    select
        stored.publisher_domain,
        stored.stated_title
    from stored
    where exists (select 1 from work.removed_records)
),

repeated as (
    select
        titled.publisher_domain,
        titled.stated_title
    from titled
    inner join touched
        on titled.publisher_domain = touched.publisher_domain and titled.stated_title = touched.stated_title
    left join stored
        on titled.publisher_domain = stored.publisher_domain and titled.stated_title = stored.stated_title
    group by titled.publisher_domain, titled.stated_title
    having
        (count(distinct titled.text_hash) >= $min_pages and count(distinct titled.address_id) >= $min_pages)
        or max(stored.stated_title) is not null
)

select
    titled.record_key,
    titled.publisher_domain,
    titled.stated_title,
    titled.content_hash,
    titled.text_hash,
    titled.address_id,
    titled.is_new
from titled
inner join repeated
    on titled.publisher_domain = repeated.publisher_domain and titled.stated_title = repeated.stated_title
