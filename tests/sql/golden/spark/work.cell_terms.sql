/* The texts of each cell with their weighed terms, by word and by hash, and the kept grams of the representative. Cells */
/* come last, so that a text is joined once and sent to all of its cells from there. */
WITH grams AS (
  SELECT
    story_terms.cluster_id,
    fingerprints.hashes
  FROM dedup.story_terms
  INNER JOIN dedup.article_texts
    ON story_terms.article_id = article_texts.article_id
  INNER JOIN dedup.fingerprints
    ON article_texts.text_no = fingerprints.text_no
), texts AS (
  SELECT
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
    grams.hashes AS grams
  FROM dedup.story_terms
  INNER JOIN work.term_hashes
    ON story_terms.cluster_id = term_hashes.cluster_id
  LEFT JOIN grams
    ON story_terms.cluster_id = grams.cluster_id
)
SELECT
  compared_cells.language,
  compared_cells.group_no,
  compared_cells.row_part,
  compared_cells.column_part,
  compared_cells.is_indexed,
  compared_cells.is_searching,
  texts.cluster_id,
  texts.article_id,
  texts.publisher_id,
  texts.period,
  texts.since,
  texts.until,
  texts.is_dated,
  texts.word_count,
  texts.weekdays,
  texts.frame_share,
  texts.term_words,
  texts.term_weights,
  texts.term_hashes,
  texts.grams
FROM texts
INNER JOIN work.compared_cells
  ON texts.cluster_id = compared_cells.cluster_id
