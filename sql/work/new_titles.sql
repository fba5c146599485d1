-- Reviewed pages whose title changes, with the new one: the title chosen in place of a shared one, or again the one
-- that the page states.
with before as (
    select
        replaced_titles.record_key,
        replaced_titles.stated_title,
        replaced_titles.title
    from staging.replaced_titles
    inner join work.reviewed_pages on replaced_titles.record_key = reviewed_pages.record_key
)

select
    coalesce(chosen_titles.record_key, before.record_key) as record_key,
    coalesce(chosen_titles.title, before.stated_title) as title
from work.chosen_titles
full join before on chosen_titles.record_key = before.record_key
where chosen_titles.title is distinct from before.title
