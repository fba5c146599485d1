comment on view main.story_links is
    'Why clusters are one story: one row per scored pair of clusters within a story.';
comment on column main.story_links.left_cluster_id is
    'The smaller cluster id.';
comment on column main.story_links.right_cluster_id is
    'The larger cluster id.';
comment on column main.story_links.relation is
    'shared_passage (a long run of the same words), same_event (similar terms, mostly within a few days) or override (a line of the overrides file).';
comment on column main.story_links.score is
    'How likely the two report one event by their similarity, 0.5 to 1; 1 for a passage or an override. Stories are merged if the mean similarity over all pairs of their clusters, listed or not, is at least that of a score of 0.5.';
comment on column main.story_links.days_apart is
    'Whole days between their first publications, else between their first fetches; NULL if neither is known for both.';
comment on column main.story_links.shared_terms is
    'The shared terms with the highest weights, as the left article spells them; NULL if only a passage links the clusters.';
comment on column main.story_links.left_article_id is
    'The article of the left cluster that was compared.';
comment on column main.story_links.right_article_id is
    'The article of the right cluster that was compared.';
