"""What Dagster loads: `newsfold ui` and `dagster dev` find the definitions here, `newsfold run` builds the same."""

from pipelines.defs.assembly import build_defs

defs = build_defs()
