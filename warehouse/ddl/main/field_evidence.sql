comment on view main.field_evidence is
    'Every candidate for a field of an article, chosen or not: the evidence for each value. Elsewhere: provenance.';
comment on column main.field_evidence.article_id is
    'The article.';
comment on column main.field_evidence.record_path is
    'File of the record with the evidence.';
comment on column main.field_evidence.record_index is
    'Position of the record in its file.';
comment on column main.field_evidence.field is
    'Column of articles that the candidate is for; published_at stands for all published_ columns.';
comment on column main.field_evidence.value is
    'The candidate, normalised as its field requires.';
comment on column main.field_evidence.method is
    'Where the candidate was found.';
comment on column main.field_evidence.confidence is
    'Confidence, 0 to 1: the share of such candidates that are right.';
comment on column main.field_evidence.is_chosen is
    'True for the candidate that is the value in articles.';
comment on column main.field_evidence.note is
    'Why its confidence was lowered or it was refused, or the text from which it was read.';
