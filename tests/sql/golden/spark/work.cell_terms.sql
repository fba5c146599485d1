/* The texts of each cell with their weighed terms, by word and by hash, and the kept grams of the representative. */
SELECT
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
  fingerprints.hashes AS grams
FROM work.compared_cells
INNER JOIN dedup.story_terms
  ON compared_cells.cluster_id = story_terms.cluster_id
INNER JOIN work.term_hashes
  ON compared_cells.cluster_id = term_hashes.cluster_id
LEFT JOIN dedup.article_texts
  ON story_terms.article_id = article_texts.article_id
LEFT JOIN dedup.fingerprints
  ON article_texts.text_no = fingerprints.text_no
