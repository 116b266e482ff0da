"""Draws licence plates: the kinds of GA 36-2018 and common foreign forms, in millimetres as pixels.

The same random generator gives the same plate, whichever process asks.
"""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from . import fonts
from .kinds import (
    BLACK, CHINESE, DIGITS, FOREIGN, FOREIGN_SHARE, JAPANESE, KANA, KINDS, LETTERS, OFFICE,
    PROVINCES, RED, YELLOW, Kind, places,
)

WORDS = ("CALIFORNIA", "TEXAS", "NEW YORK", "OHIO", "SUNSHINE STATE", "SP-SANTOS", "MG-BETIM")
OFFICES = ("品川", "横浜", "大宮", "神戸", "京都", "奈良", "千葉")
KANAS = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆらりるれろ"


@dataclass(frozen=True)
class Plate:
    """A drawn plate: its pixels, what is written on it, row by row, and its kind."""

    image: np.ndarray
    text: str
    kind: str


def draw(rng: Random, kind: str | None = None) -> Plate:
    """Draws a plate of a kind, or of one chosen by the kinds' weights."""
    if kind is None:
        table = FOREIGN if rng.random() < FOREIGN_SHARE else CHINESE
        kind = rng.choices(list(table), [k.weight for k in table.values()])[0]
    form = KINDS[kind]
    ground, ink = _varied(rng, form.ground, 25), _varied(rng, form.ink, 15)
    image = np.empty((form.height, form.width, 3), np.uint8)
    image[:] = ground
    _decorate(rng, image, kind)
    if rng.random() < 0.8:
        inset = rng.randint(2, 6)
        corner = (form.width - 1 - inset, form.height - 1 - inset)
        cv2.rectangle(image, (inset, inset), corner, ink, rng.randint(2, 5))
    text = _text(rng, kind, form)
    where = places(kind)
    latin = rng.choice(fonts.installed(fonts.LATIN))
    chinese = rng.choice(fonts.installed(fonts.CHINESE))
    if kind in JAPANESE:
        for character, place in zip(rng.choice(OFFICES) + rng.choice(KANAS), (*OFFICE, KANA)):
            _write(image, character, chinese, place, ink)
    for character, place in zip(text, where):
        red = character == "警" or (kind == "military" and place is where[0])
        _write(image, character, chinese if ord(character) > 127 else latin, place,
               _varied(rng, RED, 15) if red else ink)
    if kind == "eu-sealed":
        _seals(rng, image, where[2])
    if kind in CHINESE and form.rows == 1:
        dot = (where[2][0] - 17, form.height // 2)
        cv2.circle(image, dot, rng.randint(4, 6), ink, -1)
    return Plate(image, text, kind)


def _varied(rng: Random, colour, by: int) -> tuple[int, int, int]:
    return tuple(min(255, max(0, c + rng.randint(-by, by))) for c in colour)


def _decorate(rng: Random, image: np.ndarray, kind: str) -> None:
    height, width = image.shape[:2]
    if kind in ("green", "yellow-green"):
        slope = np.linspace(0, 1, height)[:, None, None]
        top, foot = _varied(rng, (240, 245, 235), 10), _varied(rng, (110, 190, 80), 20)
        image[:] = np.array(top) * (1 - slope) + np.array(foot) * slope
        if kind == "yellow-green":
            image[:, :120] = _varied(rng, YELLOW, 20)
    elif kind.startswith("eu"):
        image[:, :42] = _varied(rng, (160, 50, 0), 20)
    elif kind == "mercosur":
        image[: height // 5] = _varied(rng, (150, 50, 0), 20)
    elif kind in ("us", "us-dark", "us-picture", "br"):
        if kind == "us-picture" or kind != "br" and rng.random() < 0.4:
            _picture(rng, image)
        for foot in (height // 6, height - 6)[: rng.randint(1, 2)]:
            at = (rng.randint(width // 8, width // 2), foot)
            ink = _varied(rng, BLACK, 40)
            cv2.putText(image, rng.choice(WORDS), at, cv2.FONT_HERSHEY_SIMPLEX, 0.7, ink, 2)


def _picture(rng: Random, image: np.ndarray) -> None:
    """What many plates show behind or between their characters: a fruit, a mountain, a sun."""
    height, width = image.shape[:2]
    at = (int(width * rng.uniform(0.4, 0.6)), int(height * rng.uniform(0.4, 0.7)))
    for _ in range(rng.randint(1, 4)):
        axes = (rng.randint(12, width // 4), rng.randint(10, height // 3))
        colour = tuple(rng.randrange(60, 256) for _ in range(3))
        cv2.ellipse(image, at, axes, rng.randint(0, 180), 0, 360, colour, -1, cv2.LINE_AA)
        at = (at[0] + rng.randint(-20, 20), at[1] + rng.randint(-15, 15))


def _seals(rng: Random, image: np.ndarray, after: tuple[int, int, int, int]) -> None:
    """The stickers of registration and inspection, one above the other, before a character."""
    x, radius = after[0] - 24, rng.randint(11, 16)
    for y in (image.shape[0] // 3, 2 * image.shape[0] // 3)[rng.randint(0, 1) :]:
        colour = _varied(rng, rng.choice(((60, 140, 230), (170, 170, 170), (70, 160, 90))), 25)
        cv2.circle(image, (x, y), radius, colour, -1, cv2.LINE_AA)


def _text(rng: Random, kind: str, form: Kind) -> str:
    if kind in FOREIGN:
        share = 0.0 if kind in JAPANESE else rng.choice((0.3, 0.5))
        return _serial(rng, form.places, share)
    head = rng.choice(PROVINCES) + rng.choice(LETTERS)
    if kind == "military":
        head = rng.choice(LETTERS) + rng.choice(LETTERS)
    if "green" in kind:
        energy = rng.choice("DF")
        serial = _serial(rng, 5, 0.1)
        return head + (serial + energy if kind == "yellow-green" else energy + serial)
    count = form.places - 2 - bool(form.tail)
    return head + _serial(rng, count, 0.25) + (rng.choice(form.tail) if form.tail else "")


def _serial(rng: Random, count: int, letters: float) -> str:
    return "".join(
        rng.choice(LETTERS if rng.random() < letters else DIGITS) for _ in range(count)
    )


def _write(image: np.ndarray, character: str, font: str, place, ink) -> None:
    left, top, width, height = place
    if character in "1I":
        left, width = left + width // 3, max(3, width // 3)
    mask = cv2.resize(fonts.glyph(character, font), (width, height), interpolation=cv2.INTER_AREA)
    area = image[top : top + height, left : left + width]
    fonts.paint(area, mask[: area.shape[0], : area.shape[1]], ink)
