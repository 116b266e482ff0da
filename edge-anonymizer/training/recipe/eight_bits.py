"""Lets a trained network learn with the roundings of its 8-bit form (quantization-aware training,
Jacob et al. 2018): what goes into a convolution has 256 levels between the least and the largest
value seen, its weights 129 around zero, as `quantize` writes them. Batch norms are folded, as they
are then, and stay as they were. Gradients pass through the rounding. The names of the weights do
not change, so the run is exported as any other."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LEVELS = 255
WEIGHT_LEVEL = 64


class Rounding:
    """What an input of a convolution is rounded to, after its range was seen."""

    def __init__(self):
        self.low = self.high = 0.0
        self.watching = True

    def __call__(self, x: Tensor) -> Tensor:
        if self.watching:
            self.low, self.high = min(self.low, float(x.min())), max(self.high, float(x.max()))
            return x
        step = max(self.high - self.low, 1e-6) / LEVELS
        return torch.fake_quantize_per_tensor_affine(x, step, round(-self.low / step), 0, LEVELS)


class EightBits(nn.Sequential):
    """A convolution and its batch norm, if it has one, as they will be in 8 bits."""

    def __init__(self, parts: nn.Sequential):
        super().__init__(*parts)
        self.rounding = Rounding()

    def forward(self, x: Tensor) -> Tensor:
        conv, norm = self
        gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weight = conv.weight * gain[:, None, None, None]
        return _convolved(conv, self.rounding(x), weight, norm.bias - norm.running_mean * gain)


class EightBitsPlain(nn.Conv2d):
    """A convolution without batch norm."""

    def __init__(self, conv: nn.Conv2d):
        super().__init__(conv.in_channels, conv.out_channels, conv.kernel_size)
        self.weight, self.bias, self.rounding = conv.weight, conv.bias, Rounding()

    def forward(self, x: Tensor) -> Tensor:
        return _convolved(self, self.rounding(x), self.weight, self.bias)


def _convolved(conv: nn.Conv2d, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    step = weight.detach().abs().amax((1, 2, 3)).clamp(min=1e-8) / WEIGHT_LEVEL
    zero = torch.zeros_like(step, dtype=torch.int32)
    weight = torch.fake_quantize_per_channel_affine(
        weight, step, zero, 0, -WEIGHT_LEVEL, WEIGHT_LEVEL
    )
    return F.conv2d(x, weight, bias, conv.stride, conv.padding, 1, conv.groups)


def imitate(network: nn.Module, pictures: Tensor) -> None:
    """Replaces every convolution of a network, in place; pictures, N x 3 x H x W in [0, 1], show
    between which values each input lies."""
    _replace(network)
    roundings = [m.rounding for m in network.modules() if hasattr(m, "rounding")]
    with torch.no_grad():
        network.eval()(pictures)
    for rounding in roundings:
        rounding.watching = False


def _replace(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Conv2d):
            setattr(module, name, EightBitsPlain(child))
        elif isinstance(child, nn.Sequential) and isinstance(child[-1], nn.BatchNorm2d):
            setattr(module, name, EightBits(child))
        else:
            _replace(child)
