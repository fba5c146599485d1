-- Every candidate of every record. Chosen are those of the record behind the current version; the note says so where a
-- record chose one and is another version, where a declared URL is not believed because others declare it, and where
-- other pages of the host state a title too. Where the list of outlets names the publisher, its line is the candidate
-- chosen, with those that say the same.
with of_records as (
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
),

of_hosts as (
    select
        of_records.record_key,
        of_records.field,
        of_records.value,
        of_records.method,
        of_records.confidence,
        of_records.is_chosen,
        of_records.note,
        replaced_titles.title as new_title,
        replaced_titles.method as new_method,
        replaced_titles.stated_method,
        replaced_titles.note as new_note,
        case
            when shared_titles.page_count is not null
                then
                    'shared by ' || cast(shared_titles.page_count - 1 as varchar) || ' other pages of '
                    || shared_titles.publisher_domain
            when of_records.value = replaced_titles.title then 'says the same as the chosen one'
            else 'outweighed by ' || replaced_titles.method
        end as reason
    from of_records
    left join staging.replaced_titles
        on of_records.record_key = replaced_titles.record_key and of_records.field = 'title'
    left join staging.shared_titles
        on
            replaced_titles.publisher_domain = shared_titles.publisher_domain
            and replaced_titles.stated_title = shared_titles.stated_title
            and of_records.value = shared_titles.title
),

candidates as (
    select
        of_hosts.record_key,
        of_hosts.field,
        of_hosts.value,
        of_hosts.method,
        of_hosts.confidence,
        case
            when of_hosts.new_title is null then of_hosts.is_chosen
            else of_hosts.value = of_hosts.new_title and of_hosts.method = of_hosts.new_method
        end as is_chosen,
        case
            when of_hosts.new_title is null or of_hosts.confidence = 0 then of_hosts.note
            when of_hosts.value = of_hosts.new_title and of_hosts.method = of_hosts.new_method then of_hosts.new_note
            when of_hosts.is_chosen then coalesce(of_hosts.note || '; ', '') || of_hosts.reason
            else
                replace(
                    replace(
                        replace(of_hosts.note, 'outweighed by ' || of_hosts.stated_method, of_hosts.reason),
                        'says the same as the chosen one', of_hosts.reason
                    ),
                    'the chosen one with more around it', of_hosts.reason
                )
        end as note
    from of_hosts
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
