"""Exports a checkpoint: NAME.onnx and the descriptor NAME.yaml that the Java side reads.

`python3 -m recipe.export RUN.pt FOLDER/NAME.onnx`. Needs PyTorch alone; where ONNX Runtime or
OpenCV can run the file, its answers are compared with PyTorch's.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .checkpoint import network_of
from .descriptor import THRESHOLDS, write_descriptor
from .network import CLASSES, STRIDES, fuse
from .runtime import onnx

OPSET = 13
# Largest difference of any number of the two runtimes that is rounding, not a mistake.
PARITY = 1e-3


class Answers(nn.Module):
    """A network with its scores between 0 and 1, as the descriptor's `street` family expects."""

    def __init__(self, network: nn.Module):
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        count = len(CLASSES)
        outputs = self.network(image)
        return tuple(torch.cat((o[:, :count].sigmoid(), o[:, count:]), 1) for o in outputs)


def write_onnx(network: nn.Module, target: Path) -> None:
    """Writes a fused network with free sides. Opset 13 needs PyTorch's older exporter, which newer
    versions of PyTorch must be asked for."""
    names = [f"s{s}" for s in STRIDES]
    axes = {"image": {0: "n", 2: "h", 3: "w"}}
    axes |= {name: {0: "n", 2: f"h{s}", 3: f"w{s}"} for name, s in zip(names, STRIDES)}
    older = {} if torch.__version__.startswith("1.") else {"dynamo": False}
    torch.onnx.export(
        Answers(network).eval(), torch.zeros(1, 3, 384, 640), str(target), opset_version=OPSET,
        input_names=["image"], output_names=names, dynamic_axes=axes, **older,
    )


def largest_difference(network: nn.Module, target: Path, height: int, width: int) -> float:
    """Compares the file with PyTorch on a random picture."""
    image = np.random.Generator(np.random.PCG64(1)).random((1, 3, height, width), np.float32)
    with torch.no_grad():
        expected = Answers(network)(torch.from_numpy(image))
    found = onnx(target)(image)
    return max(float(np.abs(e.numpy() - f).max()) for e, f in zip(expected, found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path, help="ends in .onnx")
    parser.add_argument("--thresholds", type=float, nargs=2, default=THRESHOLDS)
    options = parser.parse_args()
    network = fuse(network_of(options.checkpoint))
    write_onnx(network, options.target)
    difference = largest_difference(network, options.target, 544, 960)
    if difference > PARITY:
        options.target.unlink()
        raise SystemExit(f"the file's answers differ from PyTorch's by {difference}: not kept")
    write_descriptor(options.target, options.thresholds)
    size = options.target.stat().st_size
    print(f"{options.target}: {size} bytes, differs from PyTorch by at most {difference:.1e}")


if __name__ == "__main__":
    main()
