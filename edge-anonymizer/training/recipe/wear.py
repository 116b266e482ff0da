"""What weather, dirt and cameras do to a plate, and the bumper it is screwed to."""

from random import Random

import cv2
import numpy as np

from . import negatives

GROUNDS = (
    (20, 20, 20), (45, 40, 40), (200, 200, 200), (155, 150, 150), (120, 30, 30), (30, 60, 120),
    (225, 220, 220), (60, 60, 60), (30, 30, 140),
)


# In this share of the pieces of car the plate is before the grille.
GRILLE_SHARE = 0.2


def worn(rng: Random, plate: np.ndarray) -> np.ndarray:
    """Returns the plate under uneven light, dirt, shadow, glare or at night."""
    out = plate.astype(np.float32)
    height, width = out.shape[:2]
    if rng.random() < 0.5:
        out *= _slope(rng, 0.45, 1.2, height, width)
    if rng.random() < 0.2:
        out[:, rng.randint(0, width) :] *= rng.uniform(0.3, 0.7)
    if rng.random() < 0.25:
        dirt = _blotches(rng, height, width) * rng.uniform(0.3, 0.8)
        out = out * (1 - dirt) + np.array(rng.choice(((95, 80, 70), (60, 75, 90)))) * dirt
    if rng.random() < 0.12:
        shine = _spot(rng, height, width)
        out = out + (255 - out) * shine * rng.uniform(0.5, 1.0)
    if rng.random() < 0.15:
        out = out * rng.uniform(0.12, 0.35) + rng.uniform(0, 12)
    else:
        out *= rng.uniform(0.4, 1.25)
    return out.clip(0, 255).astype(np.uint8)


def mounted(rng: Random, plate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Returns the plate on a piece of car, and its corners there: so that the edge of the plate
    is not always the edge of what is pasted."""
    height, width = plate.shape[:2]
    across, down = int(width * rng.uniform(0.02, 0.4)), int(height * rng.uniform(0.05, 1.0))
    shape = (height + 2 * down, width + 2 * across, 3)
    car = np.float32(rng.choice(GROUNDS)) * _slope(rng, 0.6, 1.1, shape[0], shape[1])
    car = np.broadcast_to(car, shape).clip(0, 255).astype(np.uint8).copy()
    if rng.random() < GRILLE_SHARE:
        _front(rng, car, down)
    if rng.random() < 0.5:
        rim = int(height * rng.uniform(0.03, 0.12))
        colour = (15, 15, 15) if rng.random() < 0.7 else (190, 190, 190)
        low, high = (across - rim, down - rim), (across + width + rim, down + height + rim)
        cv2.rectangle(car, low, high, colour, -1)
    if rng.random() < 0.4:
        y = rng.randint(0, down)
        cv2.line(car, (0, y), (shape[1], y), (10, 10, 10), rng.randint(2, 8))
    car[down : down + height, across : across + width] = plate
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    return car, corners + np.float32([across, down])


def _front(rng: Random, car: np.ndarray, above: int) -> None:
    """A grille over the whole piece, often with the maker's badge in the rows above the plate."""
    negatives.grille(rng, car)
    if above >= 16 and rng.random() < 0.6:
        middle, half = car.shape[1] // 2, int(above * rng.uniform(0.8, 1.6))
        badge = car[:above, max(0, middle - half) : middle + half]
        negatives.emblem(rng, badge)


def _slope(rng: Random, low: float, high: float, height: int, width: int) -> np.ndarray:
    ends = rng.uniform(low, high), rng.uniform(low, high)
    if rng.random() < 0.5:
        return np.linspace(*ends, width, dtype=np.float32)[None, :, None]
    return np.linspace(*ends, height, dtype=np.float32)[:, None, None]


def _blotches(rng: Random, height: int, width: int) -> np.ndarray:
    coarse = np.float32([[rng.random() for _ in range(12)] for _ in range(5)])
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).clip(0, 1)[:, :, None]


def _spot(rng: Random, height: int, width: int) -> np.ndarray:
    spot = np.zeros((height, width), np.float32)
    centre = (rng.randint(0, width), rng.randint(0, height))
    cv2.circle(spot, centre, rng.randint(height // 4, height), 1.0, -1)
    return cv2.blur(spot, (height // 2 | 1, height // 2 | 1))[:, :, None]
