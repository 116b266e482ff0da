"""cn-gbt32960: the statutory lane of electric vehicles (row C15, section 12 of the law)."""

from case import FIRST, Cases, Request, deny, permit

CASES = Cases("cn-gbt32960")
demand = CASES.demand

DUTY = "PIPL Art. 13(3)"
FIELDS = "GB/T 32960.3-2025"
PLATFORMS = "GB/T 32960.1-2025"
OTHER_PURPOSE = "PIPL Art. 6"

# The information types of the 2025 edition, each by its own name; 0x80 to 0xFE are the maker's own
# blocks.
TYPES = [
    "login",  # vehicle login, command 01
    "vehicle",  # 01
    "drive-motor",  # 02
    "engine",  # 04
    "position",  # 05
    "alarm",  # 06
    "cell-voltage",  # 07
    "temperature",  # 08
    "fuel-cell",  # 30
    "supercapacitor",  # 31, 32
    "signature",  # FF
]
HOME = {"jurisdiction": "CN"}
STATUTORY = "statutory"

ABROAD = {
    **HOME,
    "jurisdiction": "DE",
    "recipient": "example-gmbh",
    "notice": "notice-2026-03",
    "impact_assessment": "PIA-2026-001",
    "approval": "CAC-2026-0042",
}

# C15: it flows though nobody has agreed, and though somebody has refused; it is not reused for
# another purpose, and goes to the authorities at home only.
for each in TYPES:
    data = f"statutory.gbt32960.{each}"
    for stage in ["collect", "offboard", "store"]:
        for consent in ["not-set", "no"]:
            request = Request(stage, data, consent, HOME, STATUTORY)
            case = demand("C15", f"{each} flows, {stage}, {consent}", request, permit(DUTY, FIELDS))
        for consent in ["not-set", "yes"]:
            request = Request(stage, data, consent, HOME, "marketing")
            demand(
                "C15",
                f"{each} for another purpose, {stage}, {consent}",
                request,
                deny(OTHER_PURPOSE),
            )
    request = Request("export", data, "yes", ABROAD, STATUTORY)
    demand("C15", f"{each} stays at home", request, deny(PLATFORMS))
    request = Request("export", data, "yes", ABROAD, "marketing")
    demand("C15", f"{each} stays at home, whatever for", request, deny(OTHER_PURPOSE, PLATFORMS))

# Section 12: the maker's own blocks are where data without consent could hide.
for stage in ["collect", "offboard", "store", "export"]:
    for consent in ["not-set", "no", "in-vehicle", "yes"]:
        request = Request(stage, "statutory.gbt32960.oem-block", consent, HOME, STATUTORY)
        demand("12", f"the maker's own blocks, {stage}, {consent}", request, deny(FIELDS))

# C15: neither cabin nor surroundings nor persons travel in this lane.
for data in [
    "cabin.camera",
    "cabin.voice",
    "exterior.frame",
    "exterior.clip.chunk",
    "driver.behaviour",
    "identity.account",
    "biometric.face",
    "geo.raw",
]:
    for stage in ["offboard", "store"]:
        request = Request(stage, data, "yes", HOME, STATUTORY)
        demand("C15", f"{data} in the statutory lane, {stage}", request, deny(FIELDS))
request = Request(
    "offboard", "exterior.clip.chunk", known={**HOME, "anonymized": True}, purpose="incident.review"
)
demand("C15", "a clip in its own lane", request, permit())

# Part 3 of 2025 is in force since 2025-11-01, part 1 since 2025-12-01. What the edition of 2016
# demanded is not in the text, so nothing is demanded for the time before.
for each in TYPES:
    request = Request(
        "offboard",
        f"statutory.gbt32960.{each}",
        known=HOME,
        purpose=STATUTORY,
        at=FIRST["GB/T 32960.3"],
    )
    demand("GB/T 32960.3-2025,", f"first second: {each}", request, permit(DUTY, FIELDS))
request = Request(
    "offboard",
    "statutory.gbt32960.oem-block",
    known=HOME,
    purpose=STATUTORY,
    at=FIRST["GB/T 32960.3"],
)
demand("GB/T 32960.3-2025,", "first second: the maker's own blocks", request, deny(FIELDS))
request = Request("offboard", "cabin.camera", "yes", HOME, STATUTORY, FIRST["GB/T 32960.3"])
demand("GB/T 32960.3-2025,", "first second: the cabin", request, deny(FIELDS))
request = Request(
    "export",
    "statutory.gbt32960.vehicle",
    known=ABROAD,
    purpose=STATUTORY,
    at=FIRST["GB/T 32960.1"],
)
demand("GB/T 32960.1-2025,", "first second: abroad", request, deny(PLATFORMS))
request = Request(
    "offboard", "statutory.gbt32960.vehicle", known=HOME, purpose=STATUTORY, at=FIRST["PIPL"]
)
demand("PIPL Art. 13(3),", "first second", request, permit(DUTY))
request = Request(
    "offboard", "statutory.gbt32960.vehicle", known=HOME, purpose="marketing", at=FIRST["PIPL"]
)
demand("PIPL Art. 6,", "first second: another purpose", request, deny(OTHER_PURPOSE))
