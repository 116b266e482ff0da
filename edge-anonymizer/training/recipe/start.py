"""Begins a training from a released ONNX file, or from another run's checkpoint.

A released file has its batch norms folded away. They are put back so that they change nothing on
some pictures: each gets the mean and the variance that it sees there, and undoes them.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from . import onnx_weights
from .checkpoint import network_of
from .network import Shape, StreetNet, fuse


def load(network: StreetNet, shape: Shape, source: Path, pictures: Tensor) -> None:
    """Gives a network the weights of a file.

    pictures: N x 3 x H x W, values 0 to 1, as it will be trained on; some dozen are enough. Raises
    ValueError if the file is none of ours or of another shape.
    """
    if source.suffix == ".pt":
        network.load_state_dict(network_of(source).state_dict())
        return
    released = _released(shape, source)
    norms: dict[nn.Module, Tensor] = {}
    for name, folded in released.named_modules():
        if not isinstance(folded, nn.Conv2d):
            continue
        module = network.get_submodule(name)
        if isinstance(module, nn.Sequential):
            convolution, norm = module
            convolution.weight.data.copy_(folded.weight.data)
            norms[norm] = folded.bias.data
        else:
            module.load_state_dict(folded.state_dict())
    _undo_norms(network, norms, pictures)


def _released(shape: Shape, source: Path) -> StreetNet:
    """Returns the folded network that was exported."""
    if shape.pointwise:
        raise ValueError("a folded model cannot be divided into branches again")
    folded = fuse(StreetNet(shape).eval())
    prefix = "network."
    weights = {
        name[len(prefix) :]: torch.from_numpy(value.copy())
        for name, value in onnx_weights.read(source).items()
        if name.startswith(prefix)
    }
    try:
        folded.load_state_dict(weights)
    except RuntimeError as other:
        raise ValueError(f"{source} is of another shape than the network to be trained") from other
    return folded


def _undo_norms(network: StreetNet, biases: dict[nn.Module, Tensor], pictures: Tensor) -> None:
    def adapt(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.data.copy_(torch.sqrt(variance + norm.eps))
        norm.bias.data.copy_(mean + biases[norm].to(mean.device))

    hooks = [norm.register_forward_pre_hook(adapt) for norm in biases]
    network.eval()
    with torch.no_grad():
        network(pictures)
    for hook in hooks:
        hook.remove()
