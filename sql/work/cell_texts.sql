-- The texts whose pairs each cell has.
select
    pair_cells.bucket,
    pair_cells.low_part,
    pair_cells.high_part,
    pair_cells.piece,
    pair_cells.left_text_no as text_no
from work.pair_cells
union
select
    pair_cells.bucket,
    pair_cells.low_part,
    pair_cells.high_part,
    pair_cells.piece,
    pair_cells.right_text_no as text_no
from work.pair_cells
