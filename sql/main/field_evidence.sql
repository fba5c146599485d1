-- Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a
-- record chose one and is another version, and where a declared URL is not believed because others declare it. Where
-- the list of outlets names the publisher, its line is the candidate chosen, with those that say the same.
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
    coalesce(candidates.is_chosen, false)
    and article_versions.record_key is not null
    and (
        publisher_groups.line is null
        or candidates.value in (publisher_groups.publisher_id, publisher_groups.publisher_name)
    ) as is_chosen,
    case
        when candidates.is_chosen and article_versions.record_key is null
            then coalesce(candidates.note || '; ', '') || 'chosen in a record that is not the current version'
        when
            candidates.is_chosen
            and candidates.value not in (publisher_groups.publisher_id, publisher_groups.publisher_name)
            then coalesce(candidates.note || '; ', '') || 'outweighed by person'
        else candidates.note
    end as note
from candidates
inner join main.article_records on candidates.record_key = article_records.record_key
left join staging.article_versions
    on candidates.record_key = article_versions.record_key and article_versions.is_latest
left join staging.current_articles
    on
        candidates.record_key = current_articles.record_key
        and candidates.field = 'publisher'
        and current_articles.publisher_method = 'person'
left join main.publisher_groups on current_articles.publisher_id = publisher_groups.publisher_id
union all
select
    article_records.article_id,
    article_records.record_path,
    article_records.record_index,
    'publisher' as field,
    publisher_groups.publisher_name as value,
    'person' as method,
    1.0 as confidence,
    true as is_chosen,
    '_publishers.csv, line ' || publisher_groups.line || ': ' || publisher_groups.publisher_id as note
from staging.current_articles
inner join main.publisher_groups on current_articles.publisher_id = publisher_groups.publisher_id
inner join main.article_records on current_articles.record_key = article_records.record_key
where current_articles.publisher_method = 'person'
