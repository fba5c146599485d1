"""Scored pairs → groups with stable ids: linkage, the constraints people set, and re-linking after pairs change."""
