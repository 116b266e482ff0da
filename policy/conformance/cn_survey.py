"""cn-survey, decided together with cn-auto: surveying and mapping data (row C12, section 10 of the law)."""

from case import GEODATA, OUTSIDE, PLACE, Cases, Request, deny, permit, transform

CASES = Cases("cn-survey")
demand, but = CASES.demand, CASES.but

SURVEYING = "自然资发〔2024〕139号"
NOTICE_2022 = "MNR 2022-08-30"
ROUTE = ["route-to-surveying-unit"]

# C12: collected, carried and stored by a qualified unit alone; it leaves the car to that unit directly.
for data in ["geo.raw", "geo.road-topology"]:
    case = demand("C12", f"{data} leaves for the qualified unit", Request("offboard", data, known=GEODATA), transform(ROUTE, SURVEYING))
    but(case, "for another", deny(SURVEYING), qualified=False)
    but(case, "from a sensitive area", deny(), sensitive_area=True)
    request = Request("offboard", data, known={name: GEODATA[name] for name in GEODATA if name != "qualified"})
    demand("C12", f"{data}, nobody knows whether the unit is qualified", request, deny(SURVEYING))
    case = demand("C12", f"{data} in the maker's store", Request("store", data, known={**GEODATA, "qualified": False}), deny(SURVEYING))
    case = demand("C12", f"{data} is collected for the qualified unit", Request("collect", data, known=GEODATA), permit())
    but(case, "for another", deny(SURVEYING), qualified=False)
    demand("C12", f"{data} goes abroad", Request("export", data, known={**GEODATA, "jurisdiction": "DE", "approval": "CAC-2026-0042"}), deny(SURVEYING))

# Geographic information of sensitive areas: for nobody.
for stage in ["collect", "offboard", "store", "export"]:
    demand("10", f"geodata of a sensitive area, {stage}", Request(stage, "geo.sensitive-area", "yes", GEODATA), deny())

# Section 10, what the car does by default: a precise position is made coarse for those who are not qualified, and
# nothing of the surroundings leaves a sensitive area. No accuracy limit for this is in force.
case = demand("10", "a position for one who is not qualified", Request("offboard", "position.precise", "yes", PLACE), transform(["coarsen-position"]))
but(case, "from a sensitive area", deny(), sensitive_area=True)
but(case, "without consent", deny(), consent="no")
for data in ["exterior.clip.manifest", "exterior.clip.chunk"]:
    case = demand("10", f"{data} without pose", Request("offboard", data, known=OUTSIDE), permit())
    but(case, "from a sensitive area", deny(), sensitive_area=True)
    request = Request("offboard", data, known={name: OUTSIDE[name] for name in OUTSIDE if name != "sensitive_area"})
    demand("10", f"{data}, nobody knows where", request, deny())

# The notice of 2022 was the first; the one of 2024 named the qualification.
request = Request("offboard", "geo.raw", known={**GEODATA, "qualified": False}, at="2022-08-29T16:00:00Z")
demand("MNR 2022-08-30", "first second", request, deny(NOTICE_2022))
request = Request("offboard", "geo.raw", known={**GEODATA, "qualified": False}, at="2024-07-25T16:00:00Z")
demand("自然资发〔2024〕139号", "first second", request, deny(SURVEYING))
