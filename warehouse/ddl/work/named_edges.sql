create table work.named_edges (
    left_cluster_id varchar not null,
    right_cluster_id varchar not null,
    relation varchar not null,
    score integer not null,
    days_apart integer,
    left_article_id varchar not null,
    right_article_id varchar not null,
    shared_terms varchar[]
);

comment on table work.named_edges is
    'Edges within stories whose shared terms this run named, with these. Key: left_cluster_id, right_cluster_id, relation.';
comment on column work.named_edges.left_cluster_id is
    'The smaller cluster id.';
comment on column work.named_edges.right_cluster_id is
    'The larger cluster id.';
comment on column work.named_edges.relation is
    'shared_passage (a long run of the same words, whenever), same_event (alike terms within a few days) or override (a person said so).';
comment on column work.named_edges.score is
    '9000 to 10000: how likely it is one story; less is not kept. 0 of an override: a person keeps the two apart.';
comment on column work.named_edges.days_apart is
    'Whole days between their first publications, else between their first fetches; NULL if neither is known of both.';
comment on column work.named_edges.left_article_id is
    'The article of the left cluster that was compared, or named by a person.';
comment on column work.named_edges.right_article_id is
    'The article of the right cluster that was compared, or named by a person.';
comment on column work.named_edges.shared_terms is
    'The heaviest shared terms, as the left article spells them; only for same_event within a story.';
