"""A folder of labelled pictures, drawn for the tests: on grey, each face a green and each plate a
red rectangle."""

import json
from pathlib import Path
from random import Random

import cv2
import numpy as np

COLOURS = {"face": (0, 255, 0), "plate": (0, 0, 255)}


def write_folder(folder: Path, count: int, source: str | None = None) -> Path:
    labels = []
    for number in range(count):
        rng = Random(number)
        image = np.full((200, 260, 3), 90, np.uint8)
        boxes = []
        for kind, x in (("face", 20), ("plate", 130)):
            box = {"x": x + rng.randint(0, 40), "y": rng.randint(10, 100), "class": kind}
            box |= {"w": rng.randint(30, 60), "h": rng.randint(20, 50), "origin": "gt"}
            area = image[box["y"] : box["y"] + box["h"], box["x"] : box["x"] + box["w"]]
            area[:] = COLOURS[kind]
            boxes.append(box)
        cv2.imwrite(str(folder / f"p{number}.png"), image)
        entry = {"file": f"p{number}.png", "boxes": boxes}
        labels.append(entry | ({"source": source} if source else {}))
    (folder / "labels.json").write_text(json.dumps(labels))
    return folder


def seen(image: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """Returns left, top, right, bottom of what is more this colour than not."""
    distance = np.abs(image.astype(int) - np.array(colour)).max(2)
    rows, columns = np.nonzero(distance < 100)
    return np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1], float)
