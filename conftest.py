"""For all tests, doctests of core among them: kernels compiled from other sources are deleted first."""

from pipelines.warm_up import drop_stale_kernels


def pytest_configure() -> None:
    drop_stale_kernels()
