"""The configuration of an expectation, which Great Expectations makes anew each time that it looks at one of its words.

Belongs here: making it once. Does not: what is in it.
It looks seventy times at each expectation of a column, for a third of what judging an empty table takes. An
expectation doesn't change while it is judged.
"""

from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration


def make_once() -> None:
    """Let each expectation keep the configuration it makes, until another is looked at."""
    made = vars(Expectation)["configuration"].fget
    last: list[tuple[Expectation, ExpectationConfiguration]] = []

    def kept(self: Expectation) -> ExpectationConfiguration:
        if not last or last[0][0] is not self:
            last[:] = [(self, made(self))]
        return last[0][1]

    Expectation.configuration = property(kept)  # type: ignore[method-assign, assignment]
