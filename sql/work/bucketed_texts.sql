-- The texts of the nodes in buckets, and their terms by ascending hash in rows of their own, for both are long: so each
-- goes to its bucket at once, and the two meet there.
select
    story_buckets.bucket,
    story_buckets.node,
    story_buckets.before,
    story_buckets.known_component,
    story_buckets.known_story,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.frame_share,
    story_terms.term_weights,
    cast(null as integer[]) as term_hashes
from work.story_buckets
inner join dedup.story_terms on story_buckets.cluster_id = story_terms.cluster_id
union all
select
    story_buckets.bucket,
    story_buckets.node,
    null as before,
    null as known_component,
    null as known_story,
    null as since,
    null as until,
    null as is_dated,
    null as word_count,
    null as weekdays,
    null as frame_share,
    null as term_weights,
    term_hashes.term_hashes
from work.story_buckets
inner join work.term_hashes on story_buckets.cluster_id = term_hashes.cluster_id
