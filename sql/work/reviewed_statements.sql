-- What the reviewed pages state, if the title that each states as its own is shared.
select
    title_statements.record_key,
    title_statements.publisher_domain,
    title_statements.stated_title,
    title_statements.stated_method,
    title_statements.content_hash,
    title_statements.value,
    title_statements.method,
    title_statements.confidence,
    title_statements.is_chosen,
    title_statements.note
from work.title_statements
inner join work.reviewed_pages on title_statements.record_key = reviewed_pages.record_key
inner join work.found_titles
    on
        title_statements.publisher_domain = found_titles.publisher_domain
        and title_statements.stated_title = found_titles.stated_title
        and title_statements.stated_title = found_titles.title
