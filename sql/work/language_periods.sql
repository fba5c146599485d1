-- The periods of each language: the time that their texts span, how many there are, and whether they changed.
select
    story_terms.language,
    story_terms.period,
    min(story_terms.since) as first_time,
    max(story_terms.until) as last_time,
    count(*) as texts,
    count(touched_periods.period) > 0 as is_touched
from dedup.story_terms
left join work.touched_periods
    on story_terms.language = touched_periods.language and story_terms.period = touched_periods.period
where story_terms.language is not null and story_terms.period is not null
group by story_terms.language, story_terms.period
