"""How alike two texts are, and whether one is a copy of the other: from the two texts alone, whatever else is stored.

Belongs here: the overlap of a pair, its features, the learned score and its reasons. Does not: which pairs are looked
at (fingerprints), what is shared word for word (passages), clusters (linkage).
"""
