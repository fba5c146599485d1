-- Periods whose texts changed: those that gained or lost a text, or a whole week of them.
with moved_texts as (
    select
        story_terms.language,
        story_terms.period as old_period,
        periods.period as new_period
    from dedup.story_terms
    inner join work.periods on story_terms.language = periods.language and story_terms.week = periods.week
    where story_terms.period is distinct from periods.period
),

candidates as (
    select
        moved_texts.language,
        moved_texts.new_period as period
    from moved_texts
    union
    select
        moved_texts.language,
        moved_texts.old_period as period
    from moved_texts
    union
    select
        left_periods.language,
        left_periods.period
    from work.left_periods
)

select distinct
    candidates.language,
    candidates.period
from candidates
inner join work.periods on candidates.language = periods.language and candidates.period = periods.period
