-- Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a
-- record chose one and is another version.
select
    article_records.article_id,
    article_records.record_path,
    article_records.record_index,
    field_evidence.field,
    field_evidence.value,
    field_evidence.method,
    field_evidence.confidence,
    field_evidence.is_chosen and article_versions.record_key is not null as is_chosen,
    case
        when field_evidence.is_chosen and article_versions.record_key is null
            then coalesce(field_evidence.note || '; ', '') || 'chosen in a record that is not the current version'
        else field_evidence.note
    end as note
from staging.field_evidence
inner join main.article_records on field_evidence.record_key = article_records.record_key
left join staging.article_versions
    on field_evidence.record_key = article_versions.record_key and article_versions.is_latest
