"""How alike two texts are, and whether one is a copy of the other: from the two texts alone, whatever else is stored.

Belongs here: the measures of a pair, the learned score and its reasons. Does not: which pairs are compared
(inverted_index), clusters (linkage).
"""
