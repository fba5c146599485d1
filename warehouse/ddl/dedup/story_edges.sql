create table dedup.story_edges (
    left_cluster_id varchar not null,
    right_cluster_id varchar not null,
    relation varchar not null,
    score integer not null,
    days_apart integer,
    left_article_id varchar,
    right_article_id varchar,
    shared_terms varchar[]
);

comment on table dedup.story_edges is
    'Why two clusters may be one story: every pair of clusters that is similar enough or shares a passage, whether or not linkage merged them. Key: left_cluster_id, right_cluster_id, relation.';
comment on column dedup.story_edges.left_cluster_id is
    'The smaller cluster id.';
comment on column dedup.story_edges.right_cluster_id is
    'The larger cluster id.';
comment on column dedup.story_edges.relation is
    'shared_passage (a long run of the same words, at any distance in time), same_event (similar terms, mostly within a few days), fillings (as similar, but one template filled with other facts, or standing text of one publisher and nothing else alike: it counts against one story) or override (a line of the overrides file).';
comment on column dedup.story_edges.score is
    'For same_event and fillings the similarity, 860 to 10000; pairs below are not kept. For a passage 10000; for an override 10000 or, for must_not_join, 0.';
comment on column dedup.story_edges.days_apart is
    'Whole days between their first publications, else first fetches; NULL if neither is known.';
comment on column dedup.story_edges.left_article_id is
    'The article of the left cluster that has the passage, or that an override names; NULL for its representative in dedup.story_terms.';
comment on column dedup.story_edges.right_article_id is
    'The article of the right cluster that has the passage, or that an override names; NULL for its representative in dedup.story_terms.';
comment on column dedup.story_edges.shared_terms is
    'The shared terms with the highest weights, as the left article spells them; only for same_event.';
