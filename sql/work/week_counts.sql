-- Clusters of each language and week.
select
    story_terms.language,
    story_terms.week,
    count(*) as texts
from dedup.story_terms
where story_terms.language is not null and story_terms.week is not null
group by story_terms.language, story_terms.week
order by story_terms.language, story_terms.week
