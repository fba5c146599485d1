-- Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a
-- record chose one and is another version, and where a declared URL is not believed because others declare it.
with candidates as (
    select
        field_evidence.record_key,
        field_evidence.field,
        field_evidence.value,
        field_evidence.method,
        field_evidence.confidence,
        case
            when url_claims.refusal is null or field_evidence.field <> 'canonical_url' then field_evidence.is_chosen
            else
                field_evidence.method = url_claims.own_url_method
                and field_evidence.value = substr(url_claims.own_url, 1, 1000)
        end as is_chosen,
        case
            when url_claims.refusal is null or field_evidence.field <> 'canonical_url' then field_evidence.note
            when field_evidence.is_chosen or field_evidence.value = url_claims.declared_url then url_claims.refusal
            when
                field_evidence.method = url_claims.own_url_method
                and field_evidence.value = substr(url_claims.own_url, 1, 1000)
                then null
            else field_evidence.note
        end as note
    from staging.field_evidence
    left join staging.url_claims on field_evidence.record_key = url_claims.record_key
)

select
    article_records.article_id,
    article_records.record_path,
    article_records.record_index,
    candidates.field,
    candidates.value,
    candidates.method,
    candidates.confidence,
    coalesce(candidates.is_chosen, false) and article_versions.record_key is not null as is_chosen,
    case
        when candidates.is_chosen and article_versions.record_key is null
            then coalesce(candidates.note || '; ', '') || 'chosen in a record that is not the current version'
        else candidates.note
    end as note
from candidates
inner join main.article_records on candidates.record_key = article_records.record_key
left join staging.article_versions
    on candidates.record_key = article_versions.record_key and article_versions.is_latest
