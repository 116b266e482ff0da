"""Cases: a request, and the decision that the law demands for it."""

import dataclasses
import json

TODAY = "2026-11-23T00:00:00Z"

# Facts of a request in which nothing is wrong, by what the data is about.
NOBODY = {"jurisdiction": "CN"}
SOMEBODY = {
    "jurisdiction": "CN",
    "encrypted": True,
    "notice": "notice-2026-03",
    "minor": False,
    "impact_assessment": "PIA-2026-001",
}
OUTSIDE = {
    "jurisdiction": "CN",
    "encrypted": True,
    "anonymized": True,
    "sensitive_area": False,
    "impact_assessment": "PIA-2026-001",
}
PLACE = {**SOMEBODY, "sensitive_area": False, "qualified": False}
GEODATA = {"jurisdiction": "CN", "encrypted": True, "sensitive_area": False, "qualified": True}


@dataclasses.dataclass(frozen=True)
class Request:
    """What is asked; `known` are the facts, by their names in conditions."""

    stage: str
    data: str
    consent: str = "not-set"
    known: dict = dataclasses.field(default_factory=dict)
    purpose: str = "test"
    at: str = TODAY


@dataclasses.dataclass(frozen=True)
class Answer:
    """What the law demands; every clause must be named, and the obligations are all of them."""

    word: str
    clauses: tuple = ()
    obligations: tuple = ()


def permit(*clauses):
    return Answer("permit", clauses)


def deny(*clauses):
    return Answer("deny", clauses)


def transform(obligations, *clauses):
    return Answer("transform", clauses, tuple(obligations))


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    request: Request
    answer: Answer

    def yaml(self):
        asked = self.request
        lines = [
            f"  - name: {json.dumps(self.name, ensure_ascii=False)}",
            f"    stage: {asked.stage}",
            f"    data: {asked.data}",
            f"    consent: {json.dumps(asked.consent)}",
            f"    purpose: {json.dumps(asked.purpose)}",
            f"    at: {asked.at}",
        ]
        if asked.known:
            facts = ", ".join(f"{name}: {json.dumps(value)}" for name, value in asked.known.items())
            lines.append(f"    known: {{{facts}}}")
        lines.append(f"    expect: {self.answer.word}")
        if self.answer.clauses:
            lines.append(f"    clauses: {json.dumps(list(self.answer.clauses), ensure_ascii=False)}")
        if self.answer.obligations:
            lines.append(f"    obligations: [{', '.join(self.answer.obligations)}]")
        return "\n".join(lines) + "\n"


class Cases:
    """The cases of one pack."""

    def __init__(self, pack):
        self.pack = pack
        self.all = []

    def demand(self, row, words, request, answer):
        """Adds what a row of law.md demands."""
        case = Case(f"{row} {words}", request, answer)
        if any(other.name == case.name for other in self.all):
            raise ValueError(f"{self.pack}: two cases are called {case.name!r}")
        self.all.append(case)
        return case

    def but(self, case, words, answer, **change):
        """Adds a near miss: the same request with one thing changed, which comes out otherwise."""
        ((name, value),) = change.items()
        asked = case.request
        if name in asked.known:
            request = dataclasses.replace(asked, known={**asked.known, name: value})
        else:
            request = dataclasses.replace(asked, **change)
        if request == asked or answer.word == case.answer.word:
            raise ValueError(f"{self.pack}: {case.name!r}, {words!r} is no near miss")
        return self.demand(case.name + ",", words, request, answer)

    def yaml(self):
        head = (
            "# Written by policy/conformance/vectors.py from the law; change it there.\n"
            f"# For {self.pack}.\n"
            "cases:\n"
        )
        return head + "".join(case.yaml() for case in self.all)
