"""Composes a training picture: parts of labelled pictures, pasted plates, hard negatives, and the
exact boxes of all that is a face or a plate."""

from random import Random

import cv2
import numpy as np

from . import boxes as bx
from . import negatives
from .crowd import Crowd
from .paste import PlateBank, log_uniform, paste
from .pool import Pool

OBJECT_SIDE_LEAST = 8.0
LARGEST_ENLARGEMENT = 2.2
# Of the parts that make a picture, this share shows a face and that one a plate; others anything.
FACE_SHARE, PLATE_SHARE = 0.42, 0.42
QUIET_TRIES = 6
# In this share of the pictures some objects are under the masks of the product: no faces, no plates.
MASKED_SHARE = 0.15
# In this share of the pictures something stands before a side of some faces.
HIDDEN_SHARE = 0.2
# Of these covers, this share are hands.
HANDS_SHARE = 0.25
# In this share of the pictures a crowd stands somewhere.
CROWD_SHARE = 0.2
# This share of the parts that aim at a face make it so small: where most faces are missed.
SMALL_FACE_SHARE, SMALL_FACE_PX = 0.25, (10.0, 40.0)


class Composer:
    """Makes square pictures of a side in pixels; the same generator makes the same picture."""

    def __init__(self, pool: Pool, bank: PlateBank, size: int, distract: bool = True):
        self.pool, self.bank, self.size, self.distract = pool, bank, size, distract
        self.crowd = Crowd(pool)

    def compose(self, rng: Random) -> tuple[np.ndarray, np.ndarray]:
        """Returns a BGR picture of size x size and its boxes."""
        size = self.size
        canvas = self._ground(rng)
        labels = bx.none()
        for area in self._parts(rng):
            labels = np.concatenate([labels, self._place(rng, canvas, area)])
        if rng.random() < CROWD_SHARE:
            labels = np.concatenate([labels, self.crowd.paste(rng, canvas, labels)])
        if rng.random() < 0.5:
            canvas = np.ascontiguousarray(canvas[:, ::-1])
            labels = bx.mirrored(labels, size)
        if rng.random() < HIDDEN_SHARE:
            self._hide(rng, canvas, labels)
        if self.distract and rng.random() < 0.55:
            for _ in range(rng.randint(1, 4)):
                self._distract(rng, canvas, labels)
        if self.distract and rng.random() < 0.08:
            labels = bx.uncovered(labels, negatives.stamp(rng, canvas))
        if rng.random() < 0.55:
            for _ in range(rng.choice((1, 1, 2, 3, 4))):
                labels = np.concatenate([labels, paste(rng, self.bank, canvas, labels)])
        if rng.random() < MASKED_SHARE:
            labels = negatives.masked(rng, canvas, labels)
        return canvas, labels

    def _parts(self, rng: Random) -> list[tuple[int, int, int, int]]:
        size = self.size
        if rng.random() < 0.4:
            return [(0, 0, size, size)]
        x, y = (rng.randint(size // 4, 3 * size // 4) for _ in range(2))
        return [(0, 0, x, y), (x, 0, size, y), (0, y, x, size), (x, y, size, size)]

    def _ground(self, rng: Random) -> np.ndarray:
        """Something without objects behind the parts: a cut of a picture, or one colour."""
        image, _ = self._quiet(rng)
        if image is None:
            image = np.uint8([[[rng.randrange(256) for _ in range(3)]]])
        return cv2.resize(image, (self.size, self.size))

    def _quiet(self, rng: Random) -> tuple[np.ndarray | None, float]:
        """Returns a window of a picture that meets no label, and its share of the longer side."""
        for _ in range(QUIET_TRIES):
            number = rng.randrange(len(self.pool.images))
            image, labels = self.pool.images[number], self.pool.boxes[number]
            height, width = image.shape[:2]
            share = rng.uniform(0.15, 0.7)
            w, h = int(width * share), int(height * share)
            x, y = rng.randint(0, width - w), rng.randint(0, height - h)
            if w >= 16 and h >= 16 and not bx.touches((x - 4, y - 4, x + w + 4, y + h + 4), labels):
                return image[y : y + h, x : x + w], share
        return None, 0.0

    def _pick(self, rng: Random) -> int:
        chance = rng.random()
        if chance < FACE_SHARE and self.pool.faces:
            return rng.choice(self.pool.faces)
        if chance < FACE_SHARE + PLATE_SHARE and self.pool.plates:
            return rng.choice(self.pool.plates)
        return rng.randrange(len(self.pool.images))

    def _place(self, rng: Random, canvas: np.ndarray, area) -> np.ndarray:
        """Draws a scaled part of a picture into an area; returns what of its labels is there."""
        left, top, right, bottom = area
        width, height = right - left, bottom - top
        number = self._pick(rng)
        image, labels = self.pool.images[number], self.pool.boxes[number]
        scale, at = self._aim(rng, image, labels, min(width, height))
        if scale < 0.5:
            small = max(scale, 1 / 16)
            shrunk = cv2.resize(image, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
            factor = shrunk.shape[1] / image.shape[1], shrunk.shape[0] / image.shape[0]
        else:
            shrunk, factor = image, (1.0, 1.0)
        stretch = rng.uniform(0.87, 1.16)
        sx, sy = scale * stretch, scale / stretch
        dx = left + width * rng.uniform(0.1, 0.9) - at[0] * sx
        dy = top + height * rng.uniform(0.1, 0.9) - at[1] * sy
        dx = _filling(dx, image.shape[1] * sx, left, right)
        dy = _filling(dy, image.shape[0] * sy, top, bottom)
        # Pixel centres: x' + 0.5 = s (x + 0.5) + d, so that boxes, which are edges, stay exact.
        kx, ky = sx / factor[0], sy / factor[1]
        matrix = np.float64([[kx, 0, dx - left + (kx - 1) / 2], [0, ky, dy - top + (ky - 1) / 2]])
        tile = np.ascontiguousarray(canvas[top:bottom, left:right])
        cv2.warpAffine(
            shrunk, matrix, (width, height), dst=tile, flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
        canvas[top:bottom, left:right] = tile
        return bx.clipped(bx.moved(labels, sx, sy, dx, dy), left, top, right, bottom)

    def _aim(self, rng: Random, image: np.ndarray, labels: np.ndarray, room: int):
        """Returns a scale and the point of the picture that should be seen: mostly an object, of a
        side that is as often small as large."""
        if len(labels) and rng.random() < 0.85:
            aimed = labels[rng.randrange(len(labels))]
            left, top, right, bottom = aimed[:4]
            small = aimed[bx.KIND] == bx.FACE and rng.random() < SMALL_FACE_SHARE
            sides = SMALL_FACE_PX if small else (OBJECT_SIDE_LEAST, room * 0.85)
            side = log_uniform(rng, *sides)
            scale = side / max(right - left, bottom - top, 1.0)
            at = ((left + right) / 2, (top + bottom) / 2)
        else:
            scale = log_uniform(rng, 0.35, 1.8)
            at = (rng.uniform(0, image.shape[1]), rng.uniform(0, image.shape[0]))
        return float(min(scale, LARGEST_ENLARGEMENT)), at

    def _hide(self, rng: Random, canvas: np.ndarray, labels: np.ndarray) -> None:
        """Puts a cut without objects, or one colour, over a side of some faces, as shoulders and
        heads of others do. More than half of a face stays in view, so its box stays."""
        clear = (labels[:, bx.KIND] == bx.FACE) & (labels[:, bx.IGNORE] == 0)
        for box in labels[clear, :4]:
            if rng.random() < 0.5:
                continue
            shut, side = rng.uniform(0.15, 0.45), rng.randrange(4)
            edges = list(box)
            length = box[2 + side % 2] - box[side % 2]
            edges[(side + 2) % 4] = edges[side] + (shut if side < 2 else -shut) * length
            left, top, right, bottom = (int(edge) for edge in edges)
            if right - left >= 8 and bottom - top >= 8 and rng.random() < HANDS_SHARE:
                negatives.hand(rng, canvas[top:bottom, left:right])
            elif right > left and bottom > top:
                cut = self._quiet(rng)[0] if rng.random() < 0.7 else None
                if cut is None:
                    cut = np.uint8([[[rng.randrange(256) for _ in range(3)]]])
                canvas[top:bottom, left:right] = cv2.resize(cut, (right - left, bottom - top))

    def _distract(self, rng: Random, canvas: np.ndarray, labels: np.ndarray) -> None:
        width = int(log_uniform(rng, 12, 130))
        height = max(8, int(width * rng.uniform(0.3, 1.4)))
        x, y = rng.randint(0, self.size - 8), rng.randint(0, self.size - 8)
        right, bottom = min(x + width, self.size), min(y + height, self.size)
        if right - x < 8 or bottom - y < 8 or bx.touches((x, y, right, bottom), labels):
            return
        area = np.ascontiguousarray(canvas[y:bottom, x:right])
        cut = self._quiet(rng)[0] if rng.random() < 0.35 else None
        if cut is not None:
            area = cv2.resize(cut, (right - x, bottom - y), interpolation=cv2.INTER_AREA)
        else:
            negatives.draw(rng, area)
        canvas[y:bottom, x:right] = area


def _filling(offset: float, length: float, low: float, high: float) -> float:
    """Moves a part so that it leaves no gap where it is long enough."""
    return min(max(offset, high - length), low) if length > high - low else offset
