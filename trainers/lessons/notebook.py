"""Values that the steps of a lesson note. What is not known yet when a step is left is owed, and noted once it is
known, as long as the reader has changed nothing meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from trainers.lessons.expressions import Expression
from trainers.lessons.facts import Fact, Facts
from trainers.lessons.schema import AnyStep, DoStep


@dataclass(frozen=True)
class Notebook:
    """``known`` are the values by name. ``taken`` are the steps whose values stand there: whoever goes back to read one
    again, and on, leaves them as they were. ``owed`` are those still to come; ``before`` is what a step that waits for
    a deed has asked for, as it was when the reader came to it."""

    known: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    taken: frozenset[str] = frozenset()
    owed: Mapping[str, Expression] = field(default_factory=lambda: MappingProxyType({}))
    before: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    def leave(self, step: AnyStep, facts: Facts, is_over: bool) -> Notebook:
        """A *step* is left. As long as it is not *over*, skipped that is, its values are taken once more next time."""
        if not step.note or step.key in self.taken:
            return self
        taken = self.taken | {step.key} if is_over else self.taken
        return replace(self, taken=taken, owed=MappingProxyType({**self.owed, **step.note}))._settled(facts)

    def look(self, step: AnyStep, facts: Facts) -> Notebook:
        """What is owed may be known by now, at a later *step*. The same value where nothing has changed."""
        if not self.owed:
            return self
        if not isinstance(step, DoStep):
            return self._settled(facts)
        asked = frozenset[str]().union(*(goal.names for goal in step.goals))
        now = {name: found for name in asked if (found := facts(name)) is not None}
        if any(now.get(name) != found for name, found in self.before.items()):
            return replace(self, owed=MappingProxyType({}))  # what comes now is of another state
        before = {**now, **self.before}
        kept = self if before == self.before else replace(self, before=MappingProxyType(before))
        return kept._settled(facts)

    def turned(self) -> Notebook:
        """Another step is read."""
        return replace(self, before=MappingProxyType({})) if self.before else self

    def rebuilt(self, keys: Iterable[str]) -> Notebook:
        """The state of a chapter, with steps of these *keys*, is made anew."""
        return replace(self.redone(keys).turned(), owed=MappingProxyType({}))

    def redone(self, keys: Iterable[str]) -> Notebook:
        """The steps of these *keys* come after something that was done only now: they take their values once more."""
        return replace(self, taken=self.taken - set(keys))

    def _settled(self, facts: Facts) -> Notebook:
        found = {name: value for name, each in self.owed.items() if (value := each.value(facts)) is not None}
        if not found:
            return self
        owed = {name: each for name, each in self.owed.items() if name not in found}
        return replace(self, known=MappingProxyType({**self.known, **found}), owed=MappingProxyType(owed))
