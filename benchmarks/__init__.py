"""Measurements, each run as `python -m benchmarks.<name>`; kernels compiled from other sources are deleted first."""

from pipelines.warm_up import drop_stale_kernels

drop_stale_kernels()
