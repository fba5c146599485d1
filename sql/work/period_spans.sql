-- The time that the texts of each touched period span.
select
    story_terms.language,
    story_terms.period,
    min(story_terms.since) as first_time,
    max(story_terms.until) as last_time
from dedup.story_terms
inner join work.touched_periods
    on story_terms.language = touched_periods.language and story_terms.period = touched_periods.period
group by story_terms.language, story_terms.period
order by story_terms.language, story_terms.period
