comment on view main.copy_flows is
    'Who copies whom, how fast and how much: for each ordered pair of publishers, the texts that the second one certainly published later.';
comment on column main.copy_flows.source_publisher_id is
    'The publisher that was earlier.';
comment on column main.copy_flows.copying_publisher_id is
    'The publisher that was later.';
comment on column main.copy_flows.source_publisher_name is
    'Name of the publisher that was earlier.';
comment on column main.copy_flows.copying_publisher_name is
    'Name of the publisher that was later.';
comment on column main.copy_flows.copied_texts is
    'Clusters in which the second publisher was certainly later.';
comment on column main.copy_flows.wire_texts is
    'Clusters among these that credit an agency, from which both may have the text.';
comment on column main.copy_flows.median_hours is
    'Median delay in hours where both instants are known.';
comment on column main.copy_flows.mean_containment is
    'Mean containment (share of the shorter text that is in the longer one) of the scored pairs.';
