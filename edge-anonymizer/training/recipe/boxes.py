"""Boxes of one picture as a float32 array, one row for each, and what happens to them.

Columns: left, top, right, bottom in pixels; class (0 face, 1 plate); 1 if the object is only to be
ignored; the confidence of the label in (0, 1], 1 unless a teacher said so.
"""

import numpy as np

FACE, PLATE = 0, 1
KIND, IGNORE, SCORE = 4, 5, 6
COLUMNS = 7

# Of a cut object less than this share makes neither a clear object nor a clear background.
LEAST_VISIBLE = 0.4
# Shortest side in pixels of a face and of a plate that is worth learning.
LEAST_SIDE = (6.0, 4.0)
# Remains smaller than this are not even worth ignoring.
LEAST_REMAINS = 2.0


def none() -> np.ndarray:
    return np.zeros((0, COLUMNS), np.float32)


def box(left, top, right, bottom, kind, ignore=False, score=1.0) -> np.ndarray:
    return np.array([[left, top, right, bottom, kind, ignore, score]], np.float32)


def moved(boxes: np.ndarray, scale_x: float, scale_y: float, dx: float, dy: float) -> np.ndarray:
    """Returns the boxes under x' = scale_x x + dx, y' = scale_y y + dy."""
    out = boxes.copy()
    out[:, [0, 2]] = boxes[:, [0, 2]] * scale_x + dx
    out[:, [1, 3]] = boxes[:, [1, 3]] * scale_y + dy
    return out


def mirrored(boxes: np.ndarray, width: float) -> np.ndarray:
    out = boxes.copy()
    out[:, 0], out[:, 2] = width - boxes[:, 2], width - boxes[:, 0]
    return out


def clipped(boxes: np.ndarray, left, top, right, bottom) -> np.ndarray:
    """Returns what of the boxes lies in a window; what is mostly cut off or tiny is ignored."""
    out = boxes.copy()
    out[:, [0, 2]] = boxes[:, [0, 2]].clip(left, right)
    out[:, [1, 3]] = boxes[:, [1, 3]].clip(top, bottom)
    sides = out[:, 2:4] - out[:, :2]
    visible = sides.prod(1) / np.maximum((boxes[:, 2:4] - boxes[:, :2]).prod(1), 1e-6)
    least = np.where(out[:, KIND] == FACE, *LEAST_SIDE)
    poor = (visible < LEAST_VISIBLE) | (sides.min(1, initial=np.inf) < least)
    out[:, IGNORE] = np.maximum(out[:, IGNORE], poor)
    return out[(sides >= LEAST_REMAINS).all(1)]


def uncovered(boxes: np.ndarray, cover) -> np.ndarray:
    """Returns the boxes after a patch was put over them: hidden ones go, touched ones are
    ignored."""
    left, top, right, bottom = cover
    width = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)
    height = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top)
    hidden = width.clip(0) * height.clip(0)
    share = hidden / np.maximum((boxes[:, 2:4] - boxes[:, :2]).prod(1), 1e-6)
    out = boxes.copy()
    out[:, IGNORE] = np.maximum(out[:, IGNORE], share > 0.25)
    return out[share < 0.9]


def touches(area, boxes: np.ndarray) -> bool:
    """Says whether an area (left, top, right, bottom) meets any of the boxes."""
    left, top, right, bottom = area
    return bool(
        (
            (np.minimum(boxes[:, 2], right) > np.maximum(boxes[:, 0], left))
            & (np.minimum(boxes[:, 3], bottom) > np.maximum(boxes[:, 1], top))
        ).any()
    )


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Returns intersection over union, one row for each of `a`, one column for each of `b`."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:4], b[None, :, 2:4])
    common = (high - low).clip(0).prod(2)
    areas_a, areas_b = ((x[:, 2:4] - x[:, :2]).prod(1) for x in (a, b))
    return common / np.maximum(areas_a[:, None] + areas_b[None] - common, 1e-6)
