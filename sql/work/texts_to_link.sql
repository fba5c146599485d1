-- All texts of components with a touched text. A text that no pair connects is a component of its own.
with touched_components as (
    select distinct coalesce(text_components.component, relinked_texts.text_no) as component
    from work.relinked_texts
    left join work.text_components on relinked_texts.text_no = text_components.key
)

select
    texts.text_no,
    texts.text_hash,
    texts.word_count,
    touched_components.component
from dedup.texts
left join work.text_components on texts.text_no = text_components.key
inner join touched_components on coalesce(text_components.component, texts.text_no) = touched_components.component
