-- Articles that are clustered again, with their text and their previous cluster: those of linked texts, and those
-- without a text that are new, changed or named in a rule.
select
    article_texts.article_id,
    article_texts.text_no,
    cluster_members.cluster_id
from dedup.article_texts
inner join work.linked_texts on article_texts.text_no = linked_texts.text_no
left join dedup.cluster_members on article_texts.article_id = cluster_members.article_id
union all
select
    current_articles.article_id,
    cast(null as integer) as text_no,
    cluster_members.cluster_id
from staging.current_articles
left join dedup.cluster_members on current_articles.article_id = cluster_members.article_id
left join work.article_changes on current_articles.article_id = article_changes.article_id
left join work.ruled_articles on current_articles.article_id = ruled_articles.article_id
where
    current_articles.text_hash is null
    and (
        cluster_members.article_id is null
        or article_changes.article_id is not null
        or ruled_articles.article_id is not null
    )
