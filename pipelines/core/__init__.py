"""Pure functions over news records: values in, values out; one noun a module.

No files, no clock, no environment, no database, no Dagster belong here.
"""
