-- Texts of a language to compare with those of $period: its own, and those of other periods that begin or end within
-- the window. Touched periods before it have been compared with it already.
select
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.publisher_id,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.frame_share,
    story_terms.term_words,
    story_terms.term_weights,
    story_terms.period = $period as is_of_period,
    fingerprints.hashes as grams
from dedup.story_terms
left join dedup.article_texts on story_terms.article_id = article_texts.article_id
left join dedup.fingerprints on article_texts.text_no = fingerprints.text_no
left join work.touched_periods
    on
        story_terms.language = touched_periods.language
        and story_terms.period = touched_periods.period
        and touched_periods.period < $period
where
    story_terms.language = $language
    and touched_periods.period is null
    and (story_terms.period = $period or (story_terms.since <= $last and story_terms.until >= $first))
order by story_terms.article_id
