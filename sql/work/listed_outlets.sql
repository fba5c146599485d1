-- The outlet of the list that each record is of. An address decides before a name: the longest path, else the host with
-- the most labels, else the domain. A name decides only where the record has no domain, and only if one outlet of the
-- list has it.
with outlets as (
    select
        publisher_groups.publisher_id,
        publisher_groups.publisher_name,
        publisher_groups.publisher_domain,
        publisher_groups.publisher_name_key,
        array_length(string_split(publisher_groups.publisher_id, '.')) as labels,
        count(*) over (partition by publisher_groups.publisher_name_key) as namesakes
    from main.publisher_groups
    where publisher_groups.publisher_id is not null
),

addresses as (
    select
        articles.record_key,
        articles.publisher_domain,
        regexp_replace(coalesce(articles.canonical_url, articles.url), '^https?://((www|m|amp|mobile)[.])?', '')
            as address
    from staging.articles
    where articles.publisher_domain in (select outlets.publisher_domain from outlets)
),

fits as (
    select
        addresses.record_key,
        outlets.publisher_id,
        outlets.publisher_name,
        outlets.labels,
        addresses.address = outlets.publisher_id
        or starts_with(addresses.address, outlets.publisher_id || '/')
        or starts_with(addresses.address, outlets.publisher_id || '?')
        or starts_with(addresses.address, outlets.publisher_id || '#') as is_prefix,
        split_part(addresses.address, '/', 1) like '%.' || outlets.publisher_id as is_host_above,
        outlets.publisher_id = outlets.publisher_domain as is_domain,
        outlets.publisher_id like '%/%' as has_path
    from addresses
    inner join outlets on addresses.publisher_domain = outlets.publisher_domain
),

by_address as (
    select
        fits.record_key,
        fits.publisher_id,
        fits.publisher_name,
        case when fits.has_path then 4 else 3 end as priority,
        case when fits.has_path then 0 else fits.labels end as labels
    from fits
    where fits.is_prefix or fits.is_host_above or fits.is_domain
),

names as (
    select
        outlets.publisher_id as name,
        outlets.publisher_id,
        outlets.publisher_name,
        2 as priority,
        outlets.labels
    from outlets
    union all
    select
        outlets.publisher_name_key as name,
        outlets.publisher_id,
        outlets.publisher_name,
        1 as priority,
        outlets.labels
    from outlets
    where outlets.namesakes = 1
),

by_name as (
    select
        articles.record_key,
        names.publisher_id,
        names.publisher_name,
        names.priority,
        names.labels
    from staging.articles
    inner join names on articles.publisher_id = names.name
    where articles.publisher_domain is null
),

by_tie as (
    select
        articles.record_key,
        outlets.publisher_id,
        outlets.publisher_name,
        0 as priority,
        outlets.labels
    from staging.articles
    inner join work.publisher_ties on articles.publisher_id = publisher_ties.publisher_name_key
    inner join outlets on publisher_ties.publisher_id = outlets.publisher_id
    where articles.publisher_domain is null
),

ranked as (
    select
        found.record_key,
        found.publisher_id,
        found.publisher_name,
        row_number() over (
            partition by found.record_key
            order by found.priority desc, found.labels desc, found.publisher_id desc
        ) as position
    from (
        select * from by_address
        union all
        select * from by_name
        union all
        select * from by_tie
    ) as found
)

select
    ranked.record_key,
    ranked.publisher_id,
    ranked.publisher_name
from ranked
where ranked.position = 1
