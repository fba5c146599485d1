"""Weights of the copy score: written by benchmarks/train_copies.py, not by hand."""

INTERCEPT = -3.0
WEIGHTS = {"solid_shorter": 5.0}
