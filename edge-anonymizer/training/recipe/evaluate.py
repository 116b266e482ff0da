"""Measures a model on folders of labelled pictures: `python3 -m recipe.evaluate MODEL FOLDER`."""

import argparse
from pathlib import Path

from . import detectors
from .descriptor import THRESHOLDS
from .pool import read, split
from .score import NAMES, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help=".pt or .onnx of ours, YuNet's or RFB's .onnx, a cascade's .xml")
    parser.add_argument("folder", type=Path, nargs="+", help="folders with labels.json")
    parser.add_argument("--validation", action="store_true", help="only what is held back there")
    parser.add_argument("--split-seed", type=int, default=1)
    parser.add_argument("--longest-side", type=int, default=960)
    parser.add_argument("--thresholds", type=float, nargs=2, default=THRESHOLDS)
    arguments = parser.parse_args()
    detect = detectors.load(arguments.model, arguments.longest_side, arguments.thresholds)
    for folder in arguments.folder:
        pictures = read(folder, any_source=not arguments.validation)
        if arguments.validation:
            pictures = split(pictures, arguments.split_seed)[1]
        for name, figures in zip(NAMES, measure(detect, pictures, arguments.validation)):
            print(f"{folder.name} {len(pictures)} pictures, {name}: {figures}")


if __name__ == "__main__":
    main()
