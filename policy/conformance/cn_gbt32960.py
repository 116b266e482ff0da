"""cn-gbt32960: the statutory lane of electric vehicles (row C15, section 12 of the law)."""

from case import Cases, Request, deny, permit

CASES = Cases("cn-gbt32960")
demand, but = CASES.demand, CASES.but

DUTY = "PIPL Art. 13(3)"
FIELDS = "GB/T 32960.3-2025"

# The information types of the 2025 edition, each by its own name; 0x80 to 0xFE are the maker's own blocks.
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

# C15: it flows though nobody has agreed, and though somebody has refused.
for each in TYPES:
    data = f"statutory.gbt32960.{each}"
    for stage in ["collect", "offboard", "store"]:
        for consent in ["not-set", "no"]:
            request = Request(stage, data, consent, HOME, STATUTORY)
            case = demand("C15", f"{each} flows, {stage}, {consent}", request, permit())
        but(case, "for another purpose", deny(), purpose="marketing")
    request = Request("offboard", data, known=HOME, purpose=STATUTORY)
    but(demand("C15", f"{each} goes to the platform", request, permit()), "abroad", deny(), jurisdiction="US")

# Section 12: the maker's own blocks are where data without consent could hide.
for stage in ["collect", "offboard", "store"]:
    for consent in ["not-set", "no", "in-vehicle", "yes"]:
        request = Request(stage, "statutory.gbt32960.oem-block", consent, HOME, STATUTORY)
        demand("12", f"the maker's own blocks, {stage}, {consent}", request, deny(FIELDS))

# C15: neither cabin nor surroundings travel in this lane.
for data in ["cabin.camera", "exterior.frame", "exterior.clip.chunk"]:
    demand("C15", f"{data} in the statutory lane", Request("offboard", data, "yes", HOME, STATUTORY), deny())

# The 2025 edition of part 3 is in force since 2025-11-01; what the edition of 2016 demanded is not in the text.
request = Request("offboard", "statutory.gbt32960.vehicle", known=HOME, purpose=STATUTORY, at="2025-10-31T16:00:00Z")
demand("GB/T 32960.3-2025", "first second", request, permit())
request = Request("offboard", "statutory.gbt32960.signature", known=HOME, purpose=STATUTORY, at="2025-10-31T16:00:00Z")
case = demand("GB/T 32960.3-2025", "signatures are of the new edition", request, permit())
but(case, "the last second before", deny(), at="2025-10-31T15:59:59Z")
request = Request("offboard", "statutory.gbt32960.oem-block", known=HOME, purpose=STATUTORY, at="2025-10-31T16:00:00Z")
demand("GB/T 32960.3-2025", "the maker's own blocks, first second", request, deny(FIELDS))
