-- The time span of the changed clusters of each language. Languages without a dated changed cluster are omitted.
select
    story_terms.language,
    min(least(story_terms.earliest, story_terms.fetched)) as first_time,
    max(greatest(story_terms.latest, story_terms.fetched)) as last_time
from dedup.story_terms
inner join work.changed_story_clusters on story_terms.cluster_id = changed_story_clusters.cluster_id
where story_terms.language is not null
group by story_terms.language
having min(least(story_terms.earliest, story_terms.fetched)) is not null
order by story_terms.language
