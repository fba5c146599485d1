-- Earlier texts with a gram that now weighs more than before: their candidate pairs are sought again.
select distinct changed_postings.text_no
from work.changed_postings
where changed_postings.weight_change > 0
