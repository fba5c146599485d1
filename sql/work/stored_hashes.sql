-- The terms, by ascending hash, of those work.wanted_clusters whose hashes are not in work.term_hashes. A text without
-- terms has no row.
with missing as (
    select wanted_clusters.cluster_id
    from work.wanted_clusters
    left join work.term_hashes on wanted_clusters.cluster_id = term_hashes.cluster_id
    where term_hashes.cluster_id is null
    group by wanted_clusters.cluster_id
),

used as (
    select
        missing.cluster_id,
        spelled.word_no
    from missing
    inner join dedup.story_terms on missing.cluster_id = story_terms.cluster_id
    cross join unnest(story_terms.term_words) as spelled (word_no)
)

select
    used.cluster_id,
    list_sort(list(story_words.term_hash)) as term_hashes
from used
inner join dedup.story_words on used.word_no = story_words.word_no
group by used.cluster_id
