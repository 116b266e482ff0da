"""cn-border, decided together with cn-auto: what goes abroad (V11, C1 to C6, C16, section 9.1)."""

from case import (
    FIRST,
    NOBODY,
    OUTSIDE,
    PLACE,
    SOMEBODY,
    Cases,
    Request,
    deny,
    permit,
    unlabelled,
)

CASES = Cases("cn-border")
demand, but = CASES.demand, CASES.but

CONSENTS = ["not-set", "no", "in-vehicle", "yes"]

NOT_ABROAD = "GB/T 44464-2024 §5.8"
AT_HOME = "GB/T 44464-2024 §4.1.7"
ONSHORE = "Auto Provisions Art. 11"
NOTICE = "PIPL Art. 39"
ROUTES = "PIPL Art. 38"
ASSESSED = "PIPL Art. 55"
RECIPIENT = "NDSMR Art. 12"
BIOMETRICS = "GB/T 44464-2024 §5.5.2"
GUIDE = "2026 Auto Export Guide"
TC260 = "TC260-001"
SENSITIVE = "2024 Flow Provisions Art. 8"
UNLABELLED = unlabelled("dsl-21.unlabelled", "DSL Art. 21")

# An export in which nothing is wrong. Volumes are counted at the border, not per item: whether an
# approval is needed at all is asked there for general personal information, and is certain here for
# important and sensitive data.
EXPORT = {
    "jurisdiction": "DE",
    "recipient": "example-gmbh",
    "encrypted": True,
    "notice": "notice-2026-03",
    "minor": False,
    "impact_assessment": "PIA-2026-001",
    "legal_basis": "consent",
    "approval": "CAC-2026-0042",
    "anonymized": True,
    "sensitive_area": False,
    "qualified": False,
    "zone": "",
}
UNAPPROVED = {**EXPORT, "approval": ""}


def without(known, name):
    """Returns the facts but one, which nobody knows."""
    return {each: known[each] for each in known if each != name}


# V11: nothing goes abroad straight from the car, not even "other data"; what its user does alone is
# exempt. Hong Kong, Macao and Taiwan have their own codes and are read as abroad: the text speaks
# of the mainland's networks.
for data, known in [
    ("vehicle.motion.speed", NOBODY),
    ("vehicle.energy", NOBODY),
    ("diagnostic.trouble-code", NOBODY),
    ("control.tombstone", NOBODY),
    ("exterior.clip.chunk", OUTSIDE),
    ("position.precise", PLACE),
    ("cabin.voice", SOMEBODY),
]:
    case = demand(
        "V11", f"{data} to an address in China", Request("offboard", data, "yes", known), permit()
    )
    for place in ["US", "HK"]:
        but(case, f"to {place}", deny(NOT_ABROAD), jurisdiction=place)
    demand(
        "V11",
        f"{data}, nobody knows where",
        Request("offboard", data, "yes", without(known, "jurisdiction")),
        deny(NOT_ABROAD),
    )
request = Request("offboard", "vehicle.motion.speed", known={"jurisdiction": "US"})
but(
    demand("V11", "speed to US", request, deny(NOT_ABROAD)),
    "by the user's own browser",
    permit(),
    purpose="user",
)

# C1: what is stored is stored in China. The standard says so of important data; personal and
# surveying data is read to be meant too, for storing it abroad would be an export without one.
for data, known in [
    ("position.precise", PLACE),
    ("identity.account", SOMEBODY),
    ("exterior.clip.chunk", OUTSIDE),
]:
    case = demand(
        "C1", f"{data} is stored in China", Request("store", data, "yes", known), permit()
    )
    but(case, "in Singapore", deny(AT_HOME), jurisdiction="SG")
case = demand(
    "C1",
    "speed is stored in China",
    Request("store", "vehicle.motion.speed", known=NOBODY),
    permit(),
)

# 9.1(4): of no person, not important and not surveying: free, with or without an approval.
for data in [
    "vehicle.motion.speed",
    "vehicle.motion.distance",
    "vehicle.energy",
    "vehicle.drivetrain",
    "vehicle.chassis",
]:
    demand(
        "9.1(4)",
        f"{data} is free to go",
        Request("export", data, known=EXPORT),
        permit("NDSMR Art. 37"),
    )
    demand(
        "9.1(4)", f"{data} without approval", Request("export", data, known=UNAPPROVED), permit()
    )
for purpose in ["trade", "transport", "academic", "manufacturing", "marketing"]:
    request = Request(
        "export",
        "vehicle.motion.speed",
        known=UNAPPROVED,
        purpose=purpose,
        at=FIRST["Flow Provisions"],
    )
    case = demand(
        "9.1(4)", f"Art. 3, {purpose}, first second", request, permit("2024 Flow Provisions Art. 3")
    )
    demand(
        "9.1(4)",
        f"Art. 3, {purpose}, with a position",
        Request("export", "position.coarse", "yes", UNAPPROVED, purpose),
        deny(SENSITIVE),
    )

# C4, C5, C6: general personal information. Notice is owed on every basis, consent where it is the
# basis.
for data in ["identity.account", "identity.vin", "charging.session", "driver.behaviour"]:
    case = demand(
        "C4",
        f"{data} with everything in order",
        Request("export", data, "yes", EXPORT),
        permit(ROUTES),
    )
    but(case, "no notice", deny(NOTICE), notice="")
    for consent in ["not-set", "no", "in-vehicle"]:
        but(case, f"consent {consent}", deny(NOTICE), consent=consent)
        request = Request("export", data, consent, {**EXPORT, "legal_basis": "contract"})
        case2 = demand(
            "C4",
            f"{data} for a contract, consent {consent}",
            request,
            permit("2024 Flow Provisions Art. 5(1)"),
        )
        but(case2, "no notice", deny(NOTICE), notice="")
    but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
    but(case, "no recipient", deny(RECIPIENT), recipient="")
    for fact, clause in [
        ("impact_assessment", ASSESSED),
        ("notice", NOTICE),
        ("recipient", RECIPIENT),
    ]:
        request = Request("export", data, "yes", without(EXPORT, fact))
        demand("C4", f"{data}, nobody knows of a {fact}", request, deny(clause))
    if data != "charging.session":
        request = Request("export", data, "yes", UNAPPROVED)
        demand("9.1(5)", f"{data}, few persons", request, permit("2024 Flow Provisions Art. 5(4)"))
for basis, clause in [
    ("contract", "Art. 5(1)"),
    ("staff", "Art. 5(2)"),
    ("emergency", "Art. 5(3)"),
]:
    request = Request("export", "identity.account", "no", {**UNAPPROVED, "legal_basis": basis})
    demand("9.1(4)", f"an account, {basis}", request, permit(f"2024 Flow Provisions {clause}"))
    request = Request("export", "traffic.flow", "no", {**UNAPPROVED, "legal_basis": basis})
    demand("9.1(3)", f"important data has no exemption, {basis}", request, deny(ONSHORE))

# Section 3, Flow Provisions Art. 8: sensitive personal information has no floor, one person
# suffices. A coarse position is read as sensitive: it still belongs to a track (PIPL Art. 28).
case = demand(
    "C3",
    "position.coarse with everything in order",
    Request("export", "position.coarse", "yes", EXPORT),
    permit(),
)
but(case, "no approval", deny(SENSITIVE, TC260), approval="")
but(case, "no notice", deny(NOTICE), notice="")
but(case, "consent no", deny(NOTICE), consent="no")
but(case, "no impact assessment", deny(ASSESSED), impact_assessment="")
demand(
    "C3",
    "position.coarse, nobody knows of an approval",
    Request("export", "position.coarse", "yes", without(EXPORT, "approval")),
    deny(SENSITIVE),
)

# C1, 9.1(3): important data leaves after the security assessment only.
for data in ["traffic.flow", "charging.network"]:
    case = demand(
        "C1", f"{data} after the assessment", Request("export", data, known=EXPORT), permit(ONSHORE)
    )
    but(case, "without", deny(ONSHORE), approval="")
    but(case, "no recipient", deny(RECIPIENT), recipient="")
