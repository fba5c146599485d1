-- What the reviewed pages state, if the title that each states as its own is shared: with all titles that are shared by
-- such pages, and the hash of the content under the title that the page states.
with shared as (
    select
        found_titles.publisher_domain,
        found_titles.stated_title,
        list_sort(array_agg(found_titles.title)) as shared_titles
    from work.found_titles
    group by found_titles.publisher_domain, found_titles.stated_title
    having max(case when found_titles.title = found_titles.stated_title then 1 else 0 end) = 1
)

select
    title_statements.record_key,
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.stated_method,
    coalesce(replaced_titles.stated_content_hash, title_statements.content_hash) as stated_content_hash,
    title_statements.value,
    title_statements.method,
    title_statements.confidence,
    title_statements.is_chosen,
    title_statements.note,
    shared.shared_titles
from work.title_statements
inner join work.reviewed_pages on title_statements.record_key = reviewed_pages.record_key
inner join shared
    on
        title_statements.publisher_domain = shared.publisher_domain
        and title_statements.stated_title = shared.stated_title
left join staging.replaced_titles on title_statements.record_key = replaced_titles.record_key
