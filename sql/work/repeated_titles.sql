-- Titles that pages with one stated title repeat, whether as their own or beside it. Of an address one text counts: the
-- others are its revisions.
with places as (
    select
        title_statements.publisher_domain,
        title_statements.stated_title,
        title_statements.value as title,
        title_statements.address_id,
        min(title_statements.text_hash) as text_hash
    from work.title_statements
    group by
        title_statements.publisher_domain,
        title_statements.stated_title,
        title_statements.value,
        title_statements.address_id
)

select
    places.publisher_domain,
    places.stated_title,
    places.title,
    count(distinct places.text_hash) as page_count
from places
group by places.publisher_domain, places.stated_title, places.title
having count(distinct places.text_hash) >= $min_pages
