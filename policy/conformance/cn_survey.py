"""cn-survey, decided together with cn-auto and cn-border: surveying data (row C12, section 10)."""

from case import FIRST, GEODATA, LAST, OUTSIDE, PLACE, Cases, Request, deny, permit, transform

CASES = Cases("cn-survey")
demand, but = CASES.demand, CASES.but

QUALIFICATION = "自然资发〔2024〕139号"
SURVEYING = "MNR 2022-08-30"
SENSITIVE_AREA = "Auto Provisions Art. 3(1)"
ASSESSED = "PIPL Art. 55"
ROUTE = ["route-to-surveying-unit"]
DROP = ["drop"]


def without(known, name):
    """Returns the facts but one, which nobody knows."""
    return {each: known[each] for each in known if each != name}


# C12: collected, carried and stored by a qualified unit alone; from the car it goes there directly,
# or is dropped in it.
for data in ["geo.raw", "geo.road-topology"]:
    case = demand(
        "C12",
        f"{data} is collected for the unit",
        Request("collect", data, known=GEODATA),
        transform(ROUTE, SURVEYING),
    )
    but(case, "in a sensitive area", deny(SENSITIVE_AREA), sensitive_area=True)
    request = Request("collect", data, known={**GEODATA, "qualified": False})
    case = demand("C12", f"{data} is dropped without a unit", request, transform(DROP, SURVEYING))
    but(case, "in a sensitive area", deny(SENSITIVE_AREA), sensitive_area=True)
    case = demand(
        "C12",
        f"{data} leaves for the unit",
        Request("offboard", data, known=GEODATA),
        transform(ROUTE, QUALIFICATION),
    )
    but(case, "for another", deny(QUALIFICATION), qualified=False)
    but(case, "in a sensitive area", deny(SENSITIVE_AREA), sensitive_area=True)
    but(case, "abroad", deny(QUALIFICATION), jurisdiction="US")
    for fact, clause in [
        ("qualified", QUALIFICATION),
        ("sensitive_area", SENSITIVE_AREA),
        ("jurisdiction", QUALIFICATION),
    ]:
        request = Request("offboard", data, known=without(GEODATA, fact))
        demand("C12", f"{data}, nobody knows {fact}", request, deny(clause))
    case = demand(
        "C12",
        f"{data} is stored by the unit",
        Request("store", data, known=GEODATA),
        permit(QUALIFICATION),
    )
    but(case, "by another", deny(QUALIFICATION), qualified=False)
    but(case, "abroad", deny(QUALIFICATION), jurisdiction="US")
case = demand(
    "C5", "geo.raw shows persons", Request("offboard", "geo.raw", known=GEODATA), transform(ROUTE)
)
but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
demand(
    "C5",
    "geo.raw, nobody knows of an impact assessment",
    Request("offboard", "geo.raw", known=without(GEODATA, "impact_assessment")),
    deny(ASSESSED),
)

# Section 10, 9.1(2): what was not processed with recognized secrecy technology does not go abroad,
# with any approval; other coordinates go after approval or map review only.
ABROAD = {
    **PLACE,
    "jurisdiction": "DE",
    "recipient": "example-gmbh",
    "legal_basis": "consent",
    "approval": "MAP-2026-0007",
    "zone": "",
}
for data in ["geo.raw", "geo.sensitive-area"]:
    for approval in ["", "MAP-2026-0007"]:
        request = Request("export", data, "yes", {**ABROAD, "approval": approval})
        demand(
            "10", f"{data} goes nowhere abroad, approval '{approval}'", request, deny(QUALIFICATION)
        )
for data in ["position.precise", "geo.road-topology", "exterior.clip.chunk"]:
    request = Request("export", data, "yes", {**ABROAD, "approval": ""})
    demand("10", f"{data} without review", request, deny(QUALIFICATION))
    demand(
        "10",
        f"{data}, nobody knows of a review",
        Request("export", data, "yes", without(ABROAD, "approval")),
        deny(QUALIFICATION),
    )
demand(
    "10", "a position after review", Request("export", "position.precise", "yes", ABROAD), permit()
)

# Geographic information of sensitive areas: for nobody.
for stage in ["collect", "offboard", "store", "export"]:
    for consent in ["not-set", "yes"]:
        request = Request(
            stage,
            "geo.sensitive-area",
            consent,
            {**GEODATA, "qualified": False, "sensitive_area": True},
        )
        demand("10", f"geodata of a sensitive area, {stage}, {consent}", request, deny())
request = Request("collect", "geo.sensitive-area", known=without(GEODATA, "sensitive_area"))
demand("10", "geodata, nobody knows of which area", request, deny(SENSITIVE_AREA))

# Section 10, what the car does by default: pictures and positions end in a sensitive area, and a
# picture with a pose loses it. That a position is made coarse for everybody is a way to do it and
# not a demand: consent decides.
for data, known in [
    ("exterior.clip.manifest", OUTSIDE),
    ("exterior.clip.chunk", OUTSIDE),
    ("position.precise", PLACE),
]:
    case = demand("10", f"{data} leaves", Request("offboard", data, "yes", known), permit())
    but(case, "in a sensitive area", transform(DROP, SENSITIVE_AREA), sensitive_area=True)
case = demand("10", "a frame is taken", Request("collect", "exterior.frame", known=OUTSIDE), permit())
but(case, "in a sensitive area", transform(DROP, SENSITIVE_AREA), sensitive_area=True)
request = Request("collect", "exterior.frame", known=without(OUTSIDE, "sensitive_area"))
demand("10", "a frame is taken, nobody knows where", request, permit())
for data in ["exterior.clip.manifest", "exterior.clip.chunk"]:
    request = Request("offboard", data, known={**OUTSIDE, "precision_m": 0.5})
    demand("10", f"{data} with a pose", request, transform(["strip-pose"], SURVEYING))

# First seconds in China's time, and the last before.
request = Request("collect", "geo.raw", known={**GEODATA, "qualified": False}, at=FIRST["MNR"])
case = demand("MNR 2022-08-30,", "first second", request, transform(DROP, SURVEYING))
but(case, "the last before: no law permits", deny(), at=LAST["MNR"])
request = Request("collect", "geo.raw", known=GEODATA, at=FIRST["MNR"])
demand("MNR 2022-08-30,", "first second: for the unit", request, transform(ROUTE, SURVEYING))
request = Request(
    "offboard", "exterior.clip.chunk", known={**OUTSIDE, "precision_m": 0.5}, at=FIRST["MNR"]
)
case = demand(
    "MNR 2022-08-30,", "first second: a pose", request, transform(["strip-pose"], SURVEYING)
)
but(case, "the last before", permit(), at=LAST["MNR"])
request = Request(
    "offboard",
    "exterior.clip.chunk",
    known={**OUTSIDE, "sensitive_area": True},
    at=FIRST["Auto Provisions"],
)
demand(
    "Auto Provisions Art. 3(1),",
    "first second: a picture",
    request,
    transform(DROP, SENSITIVE_AREA),
)
request = Request(
    "collect",
    "exterior.frame",
    known={**OUTSIDE, "sensitive_area": True},
    at=FIRST["Auto Provisions"],
)
case = demand(
    "Auto Provisions Art. 3(1),", "first second: a frame", request, transform(DROP, SENSITIVE_AREA)
)
but(case, "the last before: no law permits", deny(), at=LAST["Auto Provisions"])
request = Request(
    "collect", "geo.raw", known={**GEODATA, "sensitive_area": True}, at=FIRST["Auto Provisions"]
)
demand("Auto Provisions Art. 3(1),", "first second: geodata", request, deny(SENSITIVE_AREA))
for words, stage, known, answer in [
    ("to the unit", "offboard", GEODATA, transform(ROUTE, QUALIFICATION)),
    ("to another", "offboard", {**GEODATA, "qualified": False}, deny(QUALIFICATION)),
    ("stored by the unit", "store", GEODATA, permit(QUALIFICATION)),
    ("stored abroad", "store", {**GEODATA, "jurisdiction": "US"}, deny(QUALIFICATION)),
    ("exported", "export", ABROAD, deny(QUALIFICATION)),
]:
    request = Request(stage, "geo.raw", "yes", known, at=FIRST["139"])
    demand("自然资发〔2024〕139号,", f"first second: {words}", request, answer)
request = Request("export", "position.precise", "yes", {**ABROAD, "approval": ""}, at=FIRST["139"])
demand(
    "自然资发〔2024〕139号,",
    "first second: a position without review",
    request,
    deny(QUALIFICATION),
)
request = Request(
    "offboard", "geo.raw", known={**GEODATA, "impact_assessment": ""}, at=FIRST["PIPL"]
)
demand("PIPL Art. 55,", "first second: geodata", request, deny(ASSESSED))
