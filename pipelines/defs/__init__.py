"""Dagster definitions of the steps, the models and the suites.

Belongs here: all code that imports dagster: assets, checks, the job, schedule, sensor, resources. An asset body calls a
step and returns metadata, in at most eight lines. Does not: deriving tables (steps, sql), validation (expectations),
files and locks (warehouse).
"""
