"""One compiled pass over a text that says which rules can have nothing to find in it.

The prefilter may give false positives, never false negatives.
"""
