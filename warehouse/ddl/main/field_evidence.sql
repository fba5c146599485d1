comment on view main.field_evidence is
    'Every candidate for a field of an article, chosen or not: the reason for each value. Elsewhere: provenance.';
comment on column main.field_evidence.article_id is
    'The article.';
comment on column main.field_evidence.record_path is
    'File of the record that holds the evidence.';
comment on column main.field_evidence.record_index is
    'Place of the record in its file.';
comment on column main.field_evidence.field is
    'Column of articles the candidate is for; published_at stands for all published_ columns.';
comment on column main.field_evidence.value is
    'The candidate, in the normal form of its field.';
comment on column main.field_evidence.method is
    'Where it was found.';
comment on column main.field_evidence.confidence is
    'Share of such candidates that hold, 0 to 1.';
comment on column main.field_evidence.is_chosen is
    'True for the candidate that articles shows.';
comment on column main.field_evidence.note is
    'Why it was lowered or refused, or what it was read from.';
