"""All that is known of one visit, read once, as the ground under an advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.facts import build_facts
from checklists.scoring import Score


@dataclass(frozen=True)
class Case:
    """All that is known of one visit, read once; the rows passed the gate."""

    checklist: object
    contacts: Sequence
    advisers: Sequence
    agreements: Sequence
    questions: Sequence
    answers: Mapping[str, object]  # question key -> Answer
    adjustments: Sequence
    scenarios: Sequence  # the calculations kept with the visit
    score: Score
    trail: Sequence[Mapping]  # earlier visits with a score, oldest first: date, willen, kunnen
    adviser_count: int

    @property
    def visit(self):
        return self.checklist.visit

    @property
    def employer(self):
        return self.checklist.visit.employer

    @property
    def profile(self):
        """Return the profile that holds: in the border zone the one the adviser chose, when there is one."""
        return self.score.settle(self.checklist.chosen_profile)

    @property
    def placement(self):
        """Return what is known of the place, by the names of the decision table."""
        return {f"placement.{name}": value for name, value in self.checklist.place.items()}

    @property
    def facts(self):
        """Return the facts that rules may ask for."""
        return build_facts(
            score=self.score,
            profile=self.profile,
            answers={key: answer.value for key, answer in self.answers.items()},
            employer=self.employer,
            adviser_count=self.adviser_count,
            is_first_visit=not self.trail,
        )
