-- Texts that gained or lost an article.
select article_changes.old_text_no as text_no
from work.article_changes
where article_changes.old_text_no is not null
union
select texts.text_no
from work.article_changes
inner join dedup.texts on article_changes.text_hash = texts.text_hash
