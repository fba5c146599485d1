-- The texts of each cell with their weighed terms, by word and by hash, and the kept grams of the representative.
select
    compared_cells.language,
    compared_cells.group_no,
    compared_cells.row_part,
    compared_cells.column_part,
    compared_cells.is_indexed,
    compared_cells.is_searching,
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.publisher_id,
    story_terms.period,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.frame_share,
    story_terms.term_words,
    story_terms.term_weights,
    term_hashes.term_hashes,
    fingerprints.hashes as grams
from work.compared_cells
inner join dedup.story_terms on compared_cells.cluster_id = story_terms.cluster_id
inner join work.term_hashes on compared_cells.cluster_id = term_hashes.cluster_id
left join dedup.article_texts on story_terms.article_id = article_texts.article_id
left join dedup.fingerprints on article_texts.text_no = fingerprints.text_no
