comment on view main.publisher_overlap is
    'Pairs of publishers: the clusters and stories they share, and who was first where the times allow to say.';
comment on column main.publisher_overlap.left_publisher_id is
    'The publisher whose id sorts first.';
comment on column main.publisher_overlap.right_publisher_id is
    'The other.';
comment on column main.publisher_overlap.shared_clusters is
    'Clusters that hold articles of both: texts both carried.';
comment on column main.publisher_overlap.shared_stories is
    'Stories that hold articles of both.';
comment on column main.publisher_overlap.left_first_clusters is
    'Shared clusters where the left one certainly published first.';
comment on column main.publisher_overlap.right_first_clusters is
    'Shared clusters where the right one certainly published first.';
