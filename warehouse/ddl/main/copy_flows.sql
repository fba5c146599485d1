comment on view main.copy_flows is
    'Who copies whom, how fast and how much: for each ordered pair of publishers, the texts that the second certainly carried later.';
comment on column main.copy_flows.source_publisher_id is
    'The publisher that was first.';
comment on column main.copy_flows.copying_publisher_id is
    'The publisher that came later.';
comment on column main.copy_flows.copied_texts is
    'Clusters in which it came later, with certainty.';
comment on column main.copy_flows.wire_texts is
    'Clusters of these in which an agency is credited: both may have it from there.';
comment on column main.copy_flows.median_hours is
    'Median hours between the two, where both instants are known.';
comment on column main.copy_flows.mean_containment is
    'Mean share of the shorter text that is in the longer one, where the two were scored as a pair.';
