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
GEODATA = {
    "jurisdiction": "CN",
    "encrypted": True,
    "sensitive_area": False,
    "qualified": True,
    "impact_assessment": "PIA-2026-001",
}


# The first second of each instrument, in China's time, and the last before it.
FIRST = {
    "DSL": "2021-08-31T16:00:00Z",
    "Auto Provisions": "2021-09-30T16:00:00Z",
    "TC260-001": "2021-10-07T16:00:00Z",
    "PIPL": "2021-10-31T16:00:00Z",
    "MNR": "2022-08-29T16:00:00Z",
    "GB/T 41871": "2023-04-30T16:00:00Z",
    "Flow Provisions": "2024-03-21T16:00:00Z",
    "CAAM": "2024-04-27T16:00:00Z",
    "139": "2024-07-25T16:00:00Z",
    "GB/T 44464": "2024-08-22T16:00:00Z",
    "NDSMR": "2024-12-31T16:00:00Z",
    "Face Measures": "2025-05-31T16:00:00Z",
    "GB/T 32960.3": "2025-10-31T16:00:00Z",
    "GB/T 32960.1": "2025-11-30T16:00:00Z",
    "CSL": "2025-12-31T16:00:00Z",
    "GB 44496": "2025-12-31T16:00:00Z",
    "Guide": "2026-02-02T16:00:00Z",
}
LAST = {name: at.replace("16:00:00Z", "15:59:59Z") for name, at in FIRST.items()}


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
    rules: tuple = ()


def permit(*clauses):
    return Answer("permit", clauses)


def deny(*clauses):
    return Answer("deny", clauses)


def unlabelled(rule, *clauses):
    """Denied because no label says what it is: by the rule for what no other speaks about."""
    return Answer("deny", clauses, rules=(rule,))


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
        if self.answer.rules:
            lines.append(f"    rules: [{', '.join(self.answer.rules)}]")
        if self.answer.clauses:
            lines.append(
                f"    clauses: {json.dumps(list(self.answer.clauses), ensure_ascii=False)}"
            )
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
