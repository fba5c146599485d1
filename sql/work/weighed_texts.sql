-- The texts of touched periods, in parts that an executor can hold, how many the period has, and the kept grams of the
-- representative, which are looked up here for all that follows.
select
    story_terms.language,
    periods.period,
    substr(story_terms.cluster_id, 1, period_sizes.digits) as part,
    story_terms.cluster_id,
    period_sizes.texts,
    fingerprints.hashes as grams
from dedup.story_terms
inner join work.periods on story_terms.language = periods.language and story_terms.week = periods.week
inner join work.period_sizes on periods.language = period_sizes.language and periods.period = period_sizes.period
left join dedup.article_texts on story_terms.article_id = article_texts.article_id
left join dedup.fingerprints on article_texts.text_no = fingerprints.text_no
