-- Pages whose title is decided: those new in a run, those of which a title has become shared, or ceased to be, in this
-- run, and in a full run all.
with now as (
    select
        found_titles.publisher_domain,
        found_titles.stated_title,
        found_titles.title
    from work.found_titles
),

before as (
    select distinct
        shared_titles.publisher_domain,
        shared_titles.stated_title,
        shared_titles.title
    from staging.shared_titles
    inner join work.title_pages
        on
            shared_titles.publisher_domain = title_pages.publisher_domain
            and shared_titles.stated_title = title_pages.stated_title
),

changed as (
    select distinct
        coalesce(now.publisher_domain, before.publisher_domain) as publisher_domain,
        coalesce(now.stated_title, before.stated_title) as stated_title
    from now
    full join before
        on
            now.publisher_domain = before.publisher_domain
            and now.stated_title = before.stated_title
            and now.title = before.title
    where now.title is null or before.title is null
)

select title_pages.record_key
from work.title_pages
left join changed
    on title_pages.publisher_domain = changed.publisher_domain and title_pages.stated_title = changed.stated_title
where title_pages.is_new or changed.stated_title is not null
union
select title_pages.record_key
from work.title_pages
cross join work.run
where run.is_full
union
select replaced_titles.record_key
from staging.replaced_titles
cross join work.run
where run.is_full
