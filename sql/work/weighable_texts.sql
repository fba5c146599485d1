-- The texts of touched periods with their terms, by word and by hash, and the kept grams of the representative.
select
    weighed_texts.language,
    weighed_texts.period,
    weighed_texts.part,
    weighed_texts.texts,
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.content_hash,
    story_terms.publisher_id,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.week,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.term_words,
    story_terms.term_counts,
    story_terms.term_rarities,
    term_hashes.term_hashes,
    weighed_texts.grams
from work.weighed_texts
inner join dedup.story_terms on weighed_texts.cluster_id = story_terms.cluster_id
left join work.term_hashes on weighed_texts.cluster_id = term_hashes.cluster_id
