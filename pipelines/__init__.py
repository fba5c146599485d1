"""How records change, and when: `core` is pure, `steps` make tables, `defs` tell Dagster."""
