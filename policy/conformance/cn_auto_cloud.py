"""cn-auto: the rows of the cloud, and what is never held back."""

from case import GEODATA, NOBODY, PLACE, SOMEBODY, Request, deny, permit
from cn_auto import BIOMETRICS, CASES, DEFAULT_OFF, ONSHORE, SEPARATE_CONSENT, UNLABELLED

demand, but = CASES.demand, CASES.but

# C1: important data is stored in China. Where V9's protection in the car is kept, and C1's storage
# of other data, is not an item's to say.
for data in ["traffic.flow", "charging.network"]:
    case = demand(
        "C1", f"{data} is stored in China", Request("store", data, known=GEODATA), permit(ONSHORE)
    )
    but(case, "in Singapore", deny(ONSHORE), jurisdiction="SG")
    demand("C1", f"{data}, nobody knows where", Request("store", data), deny(ONSHORE))

# C10: data without a label is refused, whatever is known and whoever agrees.
for stage in ["collect", "offboard", "store", "export"]:
    request = Request(stage, "Vehicle.NobodyKnows.What", "yes", SOMEBODY)
    demand("C10", f"a signal that the catalog does not have, {stage}", request, UNLABELLED)
demand("C10", "no category at all", Request("offboard", "unknown", "yes", SOMEBODY), UNLABELLED)
demand(
    "C10",
    "a signal with a label",
    Request("offboard", "Vehicle.Speed", "not-set", NOBODY),
    permit(),
)
demand(
    "C10",
    "a signal of the cabin",
    Request("collect", "Vehicle.Cabin.Lights.Spotlight", known=SOMEBODY),
    deny(DEFAULT_OFF),
)
demand(
    "C10",
    "a signal of the position",
    Request("offboard", "Vehicle.CurrentLocation.Latitude", known=PLACE),
    deny(SEPARATE_CONSENT),
)
demand(
    "C10",
    "a signal of the heart",
    Request("offboard", "Vehicle.Driver.HeartRate", "yes", SOMEBODY),
    deny(BIOMETRICS),
)

# C12: surveying data is for cn-survey; without it nobody may have any.
for data in ["geo.raw", "geo.road-topology", "geo.sensitive-area"]:
    for stage in ["offboard", "store", "export"]:
        demand(
            "C12",
            f"{data} without qualification, {stage}",
            Request(stage, data, "yes", {**GEODATA, "qualified": False}),
            deny(),
        )

# C14, C7, C13: what carries the persons' rights and the accounts of the gateway is never held back,
# by no clock either.
for data in [
    "control.consent",
    "control.activation",
    "control.plan",
    "control.software",
    "control.unlogged",
    "control.stayed",
    "control.tombstone",
]:
    for stage in ["collect", "offboard", "store"]:
        for consent in ["not-set", "no"]:
            demand(
                "C14",
                f"{data} is never held back, {stage}, {consent}",
                Request(stage, data, consent, NOBODY),
                permit(),
            )
        request = Request(stage, data, known=NOBODY, at="1970-01-01T00:00:00Z")
        demand("C14", f"{data} does not wait for a clock, {stage}", request, permit())
