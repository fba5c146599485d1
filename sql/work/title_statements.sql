-- The titles that these records state, if the one each states as its own is a page's: rows keep theirs.
with stated as (
    select
        title_pages.record_key,
        title_pages.publisher_domain,
        title_pages.stated_title,
        title_pages.content_hash,
        title_pages.text_hash,
        title_pages.address_id,
        field_evidence.value,
        field_evidence.method,
        field_evidence.confidence,
        field_evidence.is_chosen,
        field_evidence.note
    from staging.field_evidence
    inner join work.title_pages on field_evidence.record_key = title_pages.record_key
    where field_evidence.field = 'title'
),

pages as (
    select
        stated.record_key,
        stated.method
    from stated
    where stated.is_chosen and split_part(stated.method, '.', 1) in ('html', 'meta', 'jsonld', 'microdata')
)

select
    stated.record_key,
    stated.publisher_domain,
    stated.stated_title,
    pages.method as stated_method,
    stated.content_hash,
    stated.text_hash,
    stated.address_id,
    stated.value,
    stated.method,
    stated.confidence,
    stated.is_chosen,
    stated.note
from stated
inner join pages on stated.record_key = pages.record_key
