create table main.story_links (
    left_cluster_id varchar not null,
    right_cluster_id varchar not null,
    relation varchar not null,
    score double not null,
    days_apart integer,
    shared_terms varchar[],
    left_article_id varchar not null,
    right_article_id varchar not null
);

comment on table main.story_links is
    'Why clusters are one story: each scored pair of clusters within a story. Key: left_cluster_id, right_cluster_id.';
comment on column main.story_links.left_cluster_id is
    'The smaller cluster id.';
comment on column main.story_links.right_cluster_id is
    'The larger cluster id.';
comment on column main.story_links.relation is
    'shared_passage (a long run of the same words), same_event (alike terms within a few days) or override (a person said so).';
comment on column main.story_links.score is
    '0 to 1: how likely it is one story. Below .9 is not kept; a story needs a mean of .9055 over all pairs between its parts, pairs not listed counting 0.';
comment on column main.story_links.days_apart is
    'Whole days between their first publications, else between their first fetches; NULL if neither is known of both.';
comment on column main.story_links.shared_terms is
    'The heaviest shared terms, as the left article spells them; NULL if only a passage links them.';
comment on column main.story_links.left_article_id is
    'The article of the left cluster that was compared.';
comment on column main.story_links.right_article_id is
    'The article of the right cluster that was compared.';
