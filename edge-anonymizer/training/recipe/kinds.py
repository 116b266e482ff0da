"""The forms of plates: GA 36-2018 and common foreign ones, a millimetre to a pixel."""

from dataclasses import dataclass

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "0123456789"
SUFFIXES = "挂学警港澳使领"
ALPHABET = DIGITS + LETTERS + PROVINCES + SUFFIXES

# Colours are blue, green, red.
BLUE, GREEN, YELLOW = (170, 60, 20), (130, 205, 120), (20, 180, 235)
WHITE, BLACK, RED = (240, 240, 240), (20, 18, 18), (30, 30, 200)


@dataclass(frozen=True)
class Kind:
    """A plate form. `tail`: characters the last place may hold; `places`: how many there are."""

    width: int
    height: int
    ground: tuple[int, int, int]
    ink: tuple[int, int, int]
    places: int = 7
    tail: str = ""
    rows: int = 1
    weight: int = 1


CHINESE = {
    "blue": Kind(440, 140, BLUE, WHITE, weight=22),
    "green": Kind(480, 140, GREEN, BLACK, places=8, weight=14),
    "yellow-green": Kind(480, 140, GREEN, BLACK, places=8, weight=9),
    "yellow": Kind(440, 140, YELLOW, BLACK, weight=8),
    "coach": Kind(440, 140, YELLOW, BLACK, tail="学", weight=3),
    "yellow-two-row": Kind(440, 220, YELLOW, BLACK, rows=2, weight=12),
    "trailer": Kind(440, 220, YELLOW, BLACK, tail="挂", rows=2, weight=5),
    "police": Kind(440, 140, WHITE, BLACK, tail="警", weight=8),
    "military": Kind(440, 140, WHITE, BLACK, weight=7),
    "black": Kind(440, 140, BLACK, WHITE, tail="港澳使领", weight=9),
    "motorcycle": Kind(220, 140, YELLOW, BLACK, rows=2, weight=3),
    "moped": Kind(220, 140, BLUE, WHITE, rows=2, weight=2),
}
FOREIGN = {
    "eu": Kind(520, 112, WHITE, BLACK, places=7, weight=8),
    "eu-sealed": Kind(520, 112, WHITE, BLACK, places=7, weight=8),
    "eu-two-row": Kind(300, 200, WHITE, BLACK, places=6, rows=2, weight=4),
    "two-row-yellow": Kind(280, 200, YELLOW, BLACK, places=6, rows=2, weight=2),
    "two-row-dark": Kind(280, 200, BLACK, WHITE, places=6, rows=2, weight=1),
    "uk-rear": Kind(520, 112, (40, 200, 240), BLACK, places=7, weight=3),
    "us": Kind(305, 153, (235, 235, 230), (120, 40, 25), places=6, weight=7),
    "us-picture": Kind(305, 153, (235, 235, 230), (90, 70, 25), places=6, weight=7),
    "us-dark": Kind(305, 153, (120, 50, 30), WHITE, places=6, weight=2),
    "jp": Kind(330, 165, WHITE, (40, 80, 20), places=7, rows=2, weight=3),
    "jp-small": Kind(330, 165, YELLOW, BLACK, places=7, rows=2, weight=1),
    "br": Kind(400, 130, (170, 170, 170), BLACK, places=7, weight=4),
    "mercosur": Kind(400, 130, WHITE, BLACK, places=7, weight=4),
}
JAPANESE = ("jp", "jp-small")
KINDS = CHINESE | FOREIGN
FOREIGN_SHARE = 0.35
# Where a Japanese plate's office, two characters, and its kana stand; no reader is taught them.
OFFICE, KANA = ((80, 16, 40, 46), (124, 16, 40, 46)), (18, 92, 36, 40)


def upper_places(kind: str) -> int:
    """Returns how many characters stand in the upper row, 0 where there is one row."""
    form = KINDS[kind]
    if form.rows == 1:
        return 0
    return 2 if kind in CHINESE else form.places // 2


def places(kind: str) -> list[tuple[int, int, int, int]]:
    """Returns left, top, width and height of each character, by GA 36-2018 for Chinese kinds."""
    form, count = KINDS[kind], KINDS[kind].places
    if kind in ("yellow-two-row", "trailer"):
        upper = [(110 + 140 * i, 15, 80, 60) for i in range(2)]
        return upper + [(27 + 80 * i, 90, 65, 110) for i in range(count - 2)]
    if kind in ("motorcycle", "moped"):
        upper = [(55 + 70 * i, 12, 40, 42) for i in range(2)]
        return upper + [(14 + 40 * i, 62, 32, 66) for i in range(count - 2)]
    if kind in CHINESE:
        width, pitch = (43, 52) if count == 8 else (45, 57)
        shift = 34 - (pitch - width)
        return [(16 + pitch * i + shift * (i > 1), 25, width, 90) for i in range(count)]
    if kind in JAPANESE:
        lower = [(68 + 58 * i + 14 * (i > 1), 72, 46, 78) for i in range(4)]
        return [(176 + 38 * i, 16, 32, 46) for i in range(3)] + lower
    if form.rows == 2:
        half, left = count // 2, 55
        pitch, high = (form.width - left - 10) // half, int(form.height * 0.38)
        tops = (int(form.height * 0.08), int(form.height * 0.54))
        return [
            (left + pitch * (i % half), tops[i // half], int(pitch * 0.8), high)
            for i in range(count)
        ]
    left = 55 if kind.startswith("eu") else 15
    top, high = (0.16, 0.7) if form.height == 112 else (0.3, 0.55)
    # What stands between characters, seals or a picture, takes the room of one.
    gap = {"eu-sealed": 2, "us-picture": 3}.get(kind, count)
    pitch = (form.width - left - 12) // (count + (gap < count))
    return [
        (
            left + pitch * (i + (i >= gap)), int(form.height * top),
            int(pitch * 0.8), int(form.height * high),
        )
        for i in range(count)
    ]
