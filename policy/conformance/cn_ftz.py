"""The free-trade zones, decided together with cn-auto and cn-border (9.3; no list was read)."""

from case import FIRST, Cases, Request, deny, permit
from cn_border import EXPORT

BEIJING = Cases("cn-ftz-beijing")
LINGANG = Cases("cn-ftz-lingang")
UNREAD = [
    # The zone, its list, and the first day on which it can have been in force.
    (Cases("cn-ftz-hainan"), "hainan", "Hainan FTZ negative list", FIRST["Flow Provisions"]),
    (Cases("cn-ftz-shanghai"), "shanghai", "Shanghai FTZ negative list", FIRST["Flow Provisions"]),
    (Cases("cn-ftz-tianjin"), "tianjin", "Tianjin FTZ negative list", "2024-04-30T16:00:00Z"),
    (Cases("cn-ftz-zhejiang"), "zhejiang", "Zhejiang FTZ negative list", FIRST["Flow Provisions"]),
]
ALL = [BEIJING, LINGANG, *(cases for cases, *_ in UNREAD)]

# On a basis for which no approval is needed otherwise, so that the list alone decides.
UNAPPROVED = {**EXPORT, "approval": "", "legal_basis": "contract"}


def at(zone, **known):
    """Returns the facts of an exporter registered in a zone."""
    return {**UNAPPROVED, "zone": zone, **known}


# Beijing: exterior images with faces, plates or road signs; remote control and vehicle condition;
# control of updates; operation of charging networks; what attacks on the supply chain could use.
# The day in August 2024 is not in the text.
LIST = "Beijing FTZ negative list (2024)"
AUGUST = "2024-07-31T16:00:00Z"
for data in [
    "exterior.clip.chunk",
    "diagnostic.trouble-code",
    "software.update",
    "charging.network",
    "charging.session",
    "security.event",
]:
    request = Request("export", data, "yes", at("beijing"))
    BEIJING.demand("9.3", f"{data} is on the list", request, deny(LIST))
    request = Request("export", data, "yes", at("beijing"), at=AUGUST)
    BEIJING.demand("9.3", f"{data} is on the list, first second", request, deny(LIST))
for data in [
    "diagnostic.trouble-code",
    "charging.network",
    "charging.session",
    "software.update",
    "security.event",
]:
    purpose = "defect" if data in ("software.update", "security.event") else "test"
    request = Request("export", data, "yes", at("beijing"), purpose)
    case = BEIJING.demand("9.3", f"{data} in the zone", request, deny(LIST))
    BEIJING.but(case, "approved", permit(), approval="CAC-2026-0042")
request = Request("export", "diagnostic.trouble-code", "yes", at("beijing"))
BEIJING.but(
    BEIJING.demand("9.3", "a fault in Beijing", request, deny(LIST)), "elsewhere", permit(), zone=""
)
for data in ["identity.account", "driver.behaviour", "vehicle.motion.speed"]:
    request = Request("export", data, "yes", at("beijing"))
    BEIJING.demand("9.3", f"{data} is off the list", request, permit("2024 Flow Provisions Art. 6"))
    request = Request("export", data, "yes", at("beijing"), at=AUGUST)
    BEIJING.demand(
        "9.3",
        f"{data} is off the list, first second",
        request,
        permit("2024 Flow Provisions Art. 6"),
    )

# Lingang: a list of what is free, in four scenarios, from 2024-05-17 for one year. Its fields were
# not read.
LIST = "Lingang general-data list (2024-05-17)"
for purpose in ["manufacturing", "global-testing", "after-sales", "used-cars"]:
    for data in ["vehicle.motion.speed", "diagnostic.trouble-code"]:
        for words, instant in [("first", "2024-05-16T16:00:00Z"), ("last", "2025-05-16T15:59:59Z")]:
            request = Request("export", data, "yes", at("lingang"), purpose, instant)
            LINGANG.demand("9.3", f"{data}, {purpose}, {words} second", request, permit(LIST))
request = Request(
    "export", "vehicle.motion.speed", "yes", at("lingang"), "after-sales", "2024-12-01T00:00:00Z"
)
case = LINGANG.demand("9.3", "speed, registered", request, permit(LIST))
LINGANG.but(case, "registered nowhere", deny(), zone="")
LINGANG.but(case, "for another purpose", deny(), purpose="test")
LINGANG.but(case, "the last second before", deny(), at="2024-05-16T15:59:59Z")
request = Request(
    "export", "position.coarse", "yes", at("lingang"), "after-sales", "2024-12-01T00:00:00Z"
)
LINGANG.demand("9.3", "a position is not general data", request, deny())

# The others exist and were not read: nothing is exempt by them.
for cases, zone, name, instant in UNREAD:
    for data in ["identity.account", "traffic.flow"]:
        request = Request("export", data, "yes", at(zone))
        case = cases.demand("9.3", f"{data} in {zone}", request, deny(name))
        cases.but(case, "approved", permit(), approval="CAC-2026-0042")
        request = Request("export", data, "yes", at(zone), at=instant)
        cases.demand("9.3", f"{data} in {zone}, first second", request, deny(name))
    case = cases.demand(
        "9.3",
        f"an account in {zone}, unapproved",
        Request("export", "identity.account", "yes", at(zone)),
        deny(name),
    )
    cases.but(case, "registered nowhere", permit(), zone="")
    request = Request("export", "vehicle.motion.speed", "yes", at(zone))
    cases.demand("9.3", f"of no person in {zone}", request, permit())
