"""The confidence of the body that a page shows, by the table fitted on labelled pages.

Length, number of paragraphs and agreement with JSON-LD tell nothing at outlets that the fit did not see, so nine in ten
bodies are right and none claims more.

Belongs here: the features of such a body. Does not: extraction (page_body), fitting (benchmarks/calibrate_claims.py).
"""

from pipelines.core.normalization.fitted_table import FittedTable, features, read_table

CALIBRATION = FittedTable(read_table(__package__))


def features_of(is_doubtful: bool) -> frozenset[str]:
    """The features of a body. is_doubtful: whether the extractor ran again

    >>> features_of(True), features_of(False)
    (frozenset({'doubtful'}), frozenset())
    """
    return features(doubtful=is_doubtful)
