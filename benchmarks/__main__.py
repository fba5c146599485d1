"""`make bench`: speed against the peers, side by side.

Belongs here: running the comparisons. Does not: quality on labelled data (benchmarks.score).
"""

import sys

print("no speed benchmark is part of this version yet; quality is measured by `make score`", file=sys.stderr)
sys.exit(1)
