comment on view main.publisher_overlap is
    'Pairs of publishers: the clusters and stories that they share, and who published first if the times decide it.';
comment on column main.publisher_overlap.left_publisher_id is
    'The publisher with the smaller id.';
comment on column main.publisher_overlap.right_publisher_id is
    'The other publisher.';
comment on column main.publisher_overlap.left_publisher_name is
    'Name of the publisher with the smaller id.';
comment on column main.publisher_overlap.right_publisher_name is
    'Name of the other publisher.';
comment on column main.publisher_overlap.shared_clusters is
    'Clusters with articles of both.';
comment on column main.publisher_overlap.shared_stories is
    'Stories with articles of both.';
comment on column main.publisher_overlap.left_first_clusters is
    'Shared clusters that the left publisher certainly published first.';
comment on column main.publisher_overlap.right_first_clusters is
    'Shared clusters that the right publisher certainly published first.';
