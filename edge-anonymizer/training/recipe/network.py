"""The detectors: small anchor-free networks with outputs at strides 8, 16 and 32.

Every convolution of the primary that costs time is a plain 3x3 with a multiple of 16 channels, the
block size of ONNX Runtime's fast layouts. `fuse` folds batch norms, and 1x1 branches where a shape
has them, into the convolutions before export.
"""

from dataclasses import dataclass
from functools import partial

import torch.nn.functional as F
from torch import Tensor, nn

from .blocks import Bottleneck, Context, Plain, folded

STRIDES = (8, 16, 32)
CLASSES = ("face", "plate")
CHANNELS = len(CLASSES) + 4
# A cell is background with this probability before the first step, so that the loss starts calm.
PRIOR_LOGIT = -4.6


@dataclass(frozen=True)
class Shape:
    """Sizes of a network.

    stem: channels at strides 2 and 4; widths, depths: channels, and blocks behind the one that
    halves the sides, at strides 8, 16 and 32; neck, towers: channels and blocks before each output;
    bottleneck: such blocks instead of plain ones; pointwise: plain blocks learn with a 1x1 branch;
    detail: stride-4 features reach the stride-8 output past the stages between.
    """

    stem: tuple[int, int]
    widths: tuple[int, int, int]
    depths: tuple[int, int, int]
    neck: int
    towers: tuple[int, int, int]
    bottleneck: bool = False
    pointwise: bool = False
    detail: bool = True


SHAPES = {
    # The primary.
    "street": Shape((16, 32), (32, 64, 96), (3, 7, 3), 32, (2, 2, 2)),
    # The same when exported, with a second branch in each block while training: for a GPU.
    "street-branches": Shape((16, 32), (32, 64, 96), (3, 7, 3), 32, (2, 2, 2), pointwise=True),
    # The gate's independent check.
    # The second look, where nothing waits for it.
    "second": Shape((32, 64), (128, 192, 256), (4, 8, 4), 96, (2, 2, 2), bottleneck=True),
    "check": Shape((16, 32), (32, 64, 96), (2, 5, 2), 32, (2, 2, 2), bottleneck=True, detail=False),
}


class StreetNet(nn.Module):
    """Input N x 3 x H x W, BGR, 0..1, sides multiples of 32. Output for each stride N x 6 x H/s x
    W/s: score logits of face and plate, centre offset in strides, log of the sides in strides."""

    def __init__(self, shape: Shape):
        super().__init__()
        block = Bottleneck if shape.bottleneck else partial(Plain, pointwise=shape.pointwise)

        def stage(inputs: int, outputs: int, depth: int) -> nn.Sequential:
            blocks = [block(inputs, outputs, 2)]
            blocks += [block(outputs, outputs) for _ in range(depth)]
            return nn.Sequential(*blocks)

        half, quarter = shape.stem
        self.stem = nn.Sequential(Plain(3, half, 2), block(half, quarter, 2))
        inputs = (quarter, *shape.widths[:2])
        self.stages = nn.ModuleList(map(stage, inputs, shape.widths, shape.depths))
        self.context = Context(shape.widths[2])
        self.lateral = nn.ModuleList(nn.Conv2d(w, shape.neck, 1) for w in shape.widths)
        # Fine edges of small objects, past the stride-8 stage. Pooled, because the gradient of a
        # strided 2x2 convolution alone would take a tenth of a training step.
        fine = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(quarter, shape.neck, 1))
        self.detail = fine if shape.detail else None
        self.towers = nn.ModuleList(
            nn.Sequential(*(block(shape.neck, shape.neck) for _ in range(n)))
            for n in shape.towers
        )
        self.heads = nn.ModuleList(nn.Conv2d(shape.neck, CHANNELS, 1) for _ in STRIDES)
        for head in self.heads:
            nn.init.constant_(head.bias[: len(CLASSES)], PRIOR_LOGIT)
            nn.init.zeros_(head.bias[len(CLASSES) :])

    def forward(self, x: Tensor) -> list[Tensor]:
        fine = self.stem(x)
        maps, y = [], fine
        for stage in self.stages:
            y = stage(y)
            maps.append(y)
        maps[2] = self.context(maps[2])
        merged = [lateral(m) for lateral, m in zip(self.lateral, maps)]
        merged[1] = merged[1] + F.interpolate(merged[2], scale_factor=2.0)
        merged[0] = merged[0] + F.interpolate(merged[1], scale_factor=2.0)
        if self.detail is not None:
            merged[0] = merged[0] + self.detail(fine)
        return [head(tower(m)) for head, tower, m in zip(self.heads, self.towers, merged)]


def fuse(network: nn.Module) -> nn.Module:
    """Folds batch norms and 1x1 branches in place; the answers stay the same up to rounding."""
    for module in network.modules():
        if isinstance(module, Plain):
            module.conv = folded(module.conv)
            if module.point is not None:
                point = folded(module.point)
                module.conv.weight.data += F.pad(point.weight.data, (1, 1, 1, 1))
                module.conv.bias.data += point.bias.data
                module.point = None
        elif isinstance(module, Bottleneck):
            module.narrow = folded(module.narrow)
            module.conv = folded(module.conv)
            module.widen = folded(module.widen)
        elif isinstance(module, Context):
            module.mix = folded(module.mix)
    return network
