select story_id from main.stories where story_id = $id
union all
select story_id from main.articles where article_id = $id or cluster_id = $id
union all
select new_id from main.id_aliases where kind = 'story' and old_id = $id and new_id is not null
limit 1
