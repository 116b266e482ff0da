"""Measures a detector by the rules of GB/T 44464-2024, Annex B and C.

An object counts if its smaller side is at least 32 px (face) or 16 px (plate) in the picture; it is
found if masks, boxes grown by 10 %, cover at least half of it. A mask is false if it meets no
object of its class, ignored ones included.
"""

import math
from dataclasses import dataclass, field
from typing import Callable, Sequence

import cv2
import numpy as np

from . import boxes as bx
from .pool import Picture

NAMES = ("face", "plate")
LEAST_SIDE_PX = (32, 16)
COVERED = 0.5
GROWN = 0.1
# Smaller sides are told apart at these limits, in pixels; what is below the first is not counted.
BUCKETS = (10, 16, 32, 64)

# Returns rows of left, top, right, bottom, class, score for a BGR picture.
Detector = Callable[[np.ndarray], np.ndarray]


@dataclass
class Rate:
    """A count out of a count, with its 95 % Wilson interval."""

    good: int = 0
    of: int = 0

    def add(self, is_good: bool) -> None:
        self.good += bool(is_good)
        self.of += 1

    def interval(self) -> tuple[float, float]:
        if self.of == 0:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.good / self.of
        middle = p + z * z / (2 * n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)

    def __str__(self) -> str:
        low, high = self.interval()
        share = self.good / self.of if self.of else float("nan")
        return f"{self.good}/{self.of} = {share:.3f} [{low:.3f}, {high:.3f}]"


@dataclass
class Figures:
    """Rates of one class."""

    detection: Rate = field(default_factory=Rate)
    false_masks: Rate = field(default_factory=Rate)
    by_side: dict[str, Rate] = field(default_factory=dict)

    def __str__(self) -> str:
        sides = "; ".join(f"{side} px {rate}" for side, rate in sorted(self.by_side.items()))
        return f"detection {self.detection}; false {self.false_masks}; {sides}"


def measure(detect: Detector, pictures: Sequence[Picture], dataset_only: bool) -> list[Figures]:
    """Returns the figures of faces and of plates. `dataset_only` leaves out, as ignored, objects
    that only a teacher proposed: no fair test of that teacher."""
    figures = [Figures(), Figures()]
    for picture in pictures:
        image = cv2.imread(str(picture.path))
        truth = picture.boxes.copy()
        if dataset_only:
            truth[~picture.dataset, bx.IGNORE] = 1
        found = detect(image)
        for kind in (bx.FACE, bx.PLATE):
            masks, objects = found[found[:, 4] == kind], truth[truth[:, bx.KIND] == kind]
            _score(figures[kind], masks, objects, kind)
    return figures


def _score(figures: Figures, found: np.ndarray, truth: np.ndarray, kind: int) -> None:
    masks = found[:, :4].copy()
    grow = (masks[:, 2:] - masks[:, :2]) * GROWN
    masks[:, :2] -= grow
    masks[:, 2:] += grow
    for row in truth[truth[:, bx.IGNORE] == 0]:
        side = float((row[2:4] - row[:2]).min())
        if side < BUCKETS[0]:
            continue
        hit = coverage(row[:4], masks) >= COVERED
        floor = max(b for b in BUCKETS if b <= side)
        figures.by_side.setdefault(f">={floor:02}", Rate()).add(hit)
        if side >= LEAST_SIDE_PX[kind]:
            figures.detection.add(hit)
    for row in found:
        figures.false_masks.add(not bx.touches(row[:4], truth))


def coverage(area: np.ndarray, masks: np.ndarray) -> float:
    """Returns the share of an area that the masks cover together, to a 64th of its sides."""
    low, sides = area[:2], np.maximum(area[2:] - area[:2], 1e-6)
    seen = np.zeros((64, 64), bool)
    for mask in masks:
        x0, y0 = np.round((mask[:2] - low) / sides * 64).clip(0, 64).astype(int)
        x1, y1 = np.round((mask[2:4] - low) / sides * 64).clip(0, 64).astype(int)
        seen[y0:y1, x0:x1] = True
    return float(seen.mean())


def without_doubles(rows: np.ndarray, overlap: float = 0.45) -> np.ndarray:
    """Greedy non-maximum suppression, class by class."""
    rows = rows[np.argsort(-rows[:, 5], kind="stable")]
    kept = []
    while len(rows):
        kept.append(rows[0])
        same = rows[:, 4] == rows[0, 4]
        rows = rows[~(same & (bx.iou(rows[:1], rows)[0] >= overlap))]
    return np.array(kept, np.float32).reshape(-1, 6)
