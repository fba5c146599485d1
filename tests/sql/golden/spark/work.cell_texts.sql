/* The texts whose pairs each cell has. */
SELECT
  pair_cells.bucket,
  pair_cells.low_part,
  pair_cells.high_part,
  pair_cells.piece,
  pair_cells.left_text_no AS text_no
FROM work.pair_cells
UNION
SELECT
  pair_cells.bucket,
  pair_cells.low_part,
  pair_cells.high_part,
  pair_cells.piece,
  pair_cells.right_text_no AS text_no
FROM work.pair_cells
