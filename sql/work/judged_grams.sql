-- Grams that make no candidates: in more than 200 texts, or one publisher's standing lines. The measured rule
-- for those:
-- in four texts or more, 2.5 for each publisher, and over more than 21 days (else revisions of one article would
-- be).
with judged as (
    select
        gram_counts.hash,
        gram_counts.text_count,
        gram_counts.publisher_count,
        gram_counts.day_span,
        gram_counts.carried_count >= 4
        and 2 * gram_counts.carried_count >= 5 * gram_counts.publisher_count
        and coalesce(gram_counts.day_span, 0) > 21 as is_boilerplate
    from work.gram_counts
)

select
    judged.hash,
    cast(judged.text_count as integer) as text_count,
    cast(judged.publisher_count as integer) as publisher_count,
    cast(judged.day_span as integer) as day_span,
    judged.is_boilerplate
from judged
where judged.is_boilerplate or judged.text_count > 200
