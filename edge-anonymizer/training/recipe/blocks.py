"""What the networks are built of."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def normed(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1):
    """A convolution and its batch norm, without activation."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, momentum=0.03, eps=1e-3),
    )


class Plain(nn.Module):
    """relu(3x3 + 1x1 (+ input)): the 1x1 branch is folded at export, the sum with the input is
    left, which ONNX Runtime does inside the convolution."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, pointwise: bool = False):
        super().__init__()
        self.skip = inputs == outputs and stride == 1
        self.conv = normed(inputs, outputs, 3, stride)
        self.point = normed(inputs, outputs, 1, stride) if pointwise else None

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        if self.point is not None:
            y = y + self.point(x)
        return F.relu(x + y if self.skip else y)


class Bottleneck(nn.Module):
    """relu(1x1, 3x3, 1x1 (+ input)), the inner two half as wide (He et al. 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1):
        super().__init__()
        self.skip = inputs == outputs and stride == 1
        self.narrow = normed(inputs, outputs // 2, 1)
        self.conv = normed(outputs // 2, outputs // 2, 3, stride)
        self.widen = normed(outputs // 2, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.widen(F.relu(self.conv(F.relu(self.narrow(x)))))
        return F.relu(x + y if self.skip else y)


class Context(nn.Module):
    """Widens what a stride-32 cell sees by pooling, at almost no cost."""

    def __init__(self, width: int):
        super().__init__()
        self.mix = normed(3 * width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        near = F.max_pool2d(x, 5, 1, 2)
        return F.relu(self.mix(torch.cat((x, near, F.max_pool2d(near, 5, 1, 2)), 1)))


def folded(pair: nn.Sequential) -> nn.Conv2d:
    conv, norm = pair
    gain = norm.weight.data / torch.sqrt(norm.running_var + norm.eps)
    result = nn.Conv2d(
        conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, conv.padding,
        groups=conv.groups,
    )
    result.weight.data = conv.weight.data * gain[:, None, None, None]
    result.bias.data = norm.bias.data - norm.running_mean * gain
    return result
