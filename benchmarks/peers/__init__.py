"""The peers, each used as its own documentation says, in a virtual environment of their own (`make peers`).

Belongs here: programs that run one peer on one corpus. Does not: anything of newsfold, for nothing of it is installed
there; measuring (benchmarks.__main__).
"""
