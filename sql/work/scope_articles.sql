-- Articles whose public row changes: those with a record in this run, those whose cluster or story changed, and those
-- that are gone because their records moved.
select article_groups.article_id
from work.article_groups
left join work.scope_current_articles on article_groups.article_id = scope_current_articles.article_id
left join previous.articles on article_groups.article_id = articles.article_id
where
    scope_current_articles.article_id is not null
    or articles.article_id is null
    or articles.cluster_id <> article_groups.cluster_id
    or articles.story_id <> article_groups.story_id
    or articles.representative_article_id <> article_groups.representative_article_id
    or articles.is_wire_copy <> article_groups.is_wire_copy
union
select moved_articles.article_id
from work.moved_articles
