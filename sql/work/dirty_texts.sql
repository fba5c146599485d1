-- Texts whose candidates must be sought: new ones, and holders of a gram that says more than it did.
select new_texts.text_no
from work.new_texts
union
select flip_holders.text_no
from work.flip_holders
where flip_holders.weight_change > 0
