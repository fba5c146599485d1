-- The texts of articles that the user rules name now or named in the previous run.
with named as (
    select overrides.left_article_id as article_id
    from main.overrides
    union
    select overrides.right_article_id as article_id
    from main.overrides
    union
    select changed_overrides.article_id
    from work.changed_overrides
)

select
    article_texts.article_id,
    article_texts.text_no
from dedup.article_texts
inner join named on article_texts.article_id = named.article_id
