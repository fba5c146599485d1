-- Texts of the pages that repeat a title, those of the smallest hashes and one an address: they tell whether the pages
-- are more than versions of one article.
with places as (
    select
        title_statements.publisher_domain,
        title_statements.stated_title,
        title_statements.value as title,
        repeated_titles.page_count,
        title_statements.address_id,
        min(title_statements.text_hash) as text_hash
    from work.title_statements
    inner join work.repeated_titles
        on
            title_statements.publisher_domain = repeated_titles.publisher_domain
            and title_statements.stated_title = repeated_titles.stated_title
            and title_statements.value = repeated_titles.title
    where title_statements.text_hash is not null
    group by
        title_statements.publisher_domain,
        title_statements.stated_title,
        title_statements.value,
        repeated_titles.page_count,
        title_statements.address_id
),

texts as (
    select distinct
        places.publisher_domain,
        places.stated_title,
        places.title,
        places.page_count,
        places.text_hash
    from places
),

ranked as (
    select
        texts.publisher_domain,
        texts.stated_title,
        texts.title,
        texts.page_count,
        texts.text_hash,
        row_number() over (
            partition by texts.publisher_domain, texts.stated_title, texts.title
            order by texts.text_hash asc
        ) as text_rank
    from texts
),

contents as (
    select
        title_statements.text_hash,
        min(title_statements.content_hash) as content_hash
    from work.title_statements
    group by title_statements.text_hash
)

select
    ranked.publisher_domain,
    ranked.stated_title,
    ranked.title,
    ranked.page_count,
    ranked.text_hash,
    contents.content_hash
from ranked
inner join contents on ranked.text_hash = contents.text_hash
where ranked.text_rank <= $max_texts
