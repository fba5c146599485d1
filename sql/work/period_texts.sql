-- The texts of a period of a language: their stored terms, and the kept grams of the representative.
select
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.content_hash,
    story_terms.publisher_id,
    story_terms.language,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.week,
    periods.period,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.term_words,
    story_terms.term_counts,
    story_terms.term_rarities,
    fingerprints.hashes as grams
from dedup.story_terms
inner join work.periods on story_terms.language = periods.language and story_terms.week = periods.week
left join dedup.article_texts on story_terms.article_id = article_texts.article_id
left join dedup.fingerprints on article_texts.text_no = fingerprints.text_no
where story_terms.language = $language and periods.period = $period
order by story_terms.article_id
