-- What was found at each address that declares a URL, and at the URL itself: every title and text once.
with found as (
    select distinct
        url_claimants.url_id,
        url_claimants.address_id,
        url_claimants.content_hash,
        url_claimants.stated_hash,
        url_claimants.title
    from work.url_claimants
)

select
    found.url_id,
    found.address_id,
    found.content_hash,
    found.stated_hash,
    found.title,
    stored_bodies.body
from work.stored_bodies
right join found on stored_bodies.content_hash = found.content_hash -- noqa: CV08
