-- The texts to compare in each group of touched periods: its own, and those of other periods that begin or end within
-- the window. Touched periods before it are compared with it in their group.
with groups as (
    select distinct
        period_groups.language,
        period_groups.group_no,
        period_groups.first_time,
        period_groups.last_time
    from work.period_groups
),

near_periods as (
    select
        groups.language,
        groups.group_no,
        groups.first_time,
        groups.last_time,
        language_periods.period,
        coalesce(period_groups.group_no = groups.group_no, false) as is_own
    from groups
    inner join work.language_periods
        on
            groups.language = language_periods.language
            and groups.last_time >= language_periods.first_time
            and groups.first_time <= language_periods.last_time
    left join work.period_groups
        on language_periods.language = period_groups.language and language_periods.period = period_groups.period
    where period_groups.group_no is null or period_groups.group_no >= groups.group_no
)

select
    near_periods.language,
    near_periods.group_no,
    near_periods.is_own,
    story_terms.cluster_id
from near_periods
inner join dedup.story_terms
    on near_periods.language = story_terms.language and near_periods.period = story_terms.period
where
    near_periods.is_own
    or (story_terms.since <= near_periods.last_time and story_terms.until >= near_periods.first_time)
