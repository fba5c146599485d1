"""The pipeline: `core` is pure, `steps` write tables, `defs` define them for Dagster, `commands` are the user's."""
