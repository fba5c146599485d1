"""The confidence of the body that a page shows, by the table fitted on labelled pages.

Length and number of paragraphs tell nothing out of fold, so no body claims .9 that JSON-LD does not state too.

Belongs here: the features of such a body. Does not: extraction (page_body), fitting (benchmarks/calibrate_claims.py).
"""

from pipelines.core.normalization.fitted_table import FittedTable, features, read_table

CALIBRATION = FittedTable(read_table(__package__))


def features_of(shown: str, stated: str | None, is_doubtful: bool) -> frozenset[str]:
    """The features of a body.

    shown: its text; stated: the text in JSON-LD; is_doubtful: whether the extractor ran again

    >>> sorted(features_of("Rain fell. " * 40, "Rain fell. " * 41, True))
    ['agreed', 'doubtful']
    """
    agreed = stated is not None and 0.8 < len(shown) / len(stated) < 1.25
    return features(doubtful=is_doubtful, agreed=agreed)
