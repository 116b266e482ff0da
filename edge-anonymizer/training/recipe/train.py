"""Trains a street network: `python3 -m recipe.train --data FOLDER --out RUN.pt --steps N`.

Two runs with one thread and the same seed, options and number of steps give the same weights, also
when one was stopped and resumed. With `--minutes` the rate follows the clock, so they do not.
"""

import argparse
import copy
from pathlib import Path
from typing import Iterable

import torch

from . import detectors, eight_bits, start
from .cache import Cache, reused
from .checkpoint import AVERAGE_DECAY, Run
from .descriptor import THRESHOLDS
from .loss import Loss, loss
from .network import SHAPES, StreetNet
from .paste import PlateBank
from .pool import Picture, Pool, read, split, with_teachers
from .progress import Clock, Log, schedule
from .samples import Samples, loader
from .samples import together as batched
from .scene import Composer
from .score import NAMES, measure
from .team import Team, together

# Pictures on which the batch norms of a released model are put back, or ranges are seen.
BEGIN_PICTURES = 32
WEIGHT_DECAY = 1e-3
# Samples that a worker hands over together where a cache takes them.
MADE_AT_ONCE = 32
# What can be left out, to measure what it gives.
DRAWN = ("weather", "negatives", "chinese-plates")
LARGEST_GRADIENT = 10.0
VALIDATION_LONGEST_SIDE = 960


def main() -> None:
    options = _options()
    together(options.processes, _learn, options)


def _learn(team: Team, options) -> None:
    try:
        run, samples, held_back = _prepared(team, options)
    except (OSError, ValueError) as wrong:
        raise SystemExit(f"recipe.train: {wrong}") from wrong
    train(run, samples, held_back, options, team)


def _prepared(team: Team, options) -> tuple[Run, Samples, list[Picture]]:
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = True
    run = new_run(options.shape, options.rate, torch.device(options.device))
    if options.resume and options.out.exists():
        run.load(options.out)
    pictures = [p for folder in options.data for p in read(folder)]
    learned, held_back = split(pictures, options.split_seed)
    if options.teachers:
        learned = with_teachers(learned, options.teachers)
    if team.leads:
        print(f"{len(learned)} pictures to train on, {len(held_back)} held back", flush=True)
    chinese = "chinese-plates" not in options.without
    bank = PlateBank(options.plates, options.seed, chinese, options.workers)
    composer = Composer(Pool(learned), bank, options.size, "negatives" not in options.without)
    samples = Samples(composer, options.seed, "weather" not in options.without)
    if options.start and run.step == 0:
        begin(run, options.start, samples)
    if options.eight_bits:
        eight_bits.imitate(run.network, beginning(samples, torch.device(options.device)))
    run.decay = options.average
    if options.compile:
        run.network.compile()
    return run, samples, held_back


def new_run(shape: str, rate: float, device: torch.device) -> Run:
    """Returns a run with random weights; seed PyTorch before."""
    network = StreetNet(SHAPES[shape]).to(device, memory_format=torch.channels_last)
    plain = [p for p in network.parameters() if p.dim() == 1]
    kernels = [p for p in network.parameters() if p.dim() > 1]
    groups = [
        {"params": kernels, "weight_decay": WEIGHT_DECAY},
        {"params": plain, "weight_decay": 0.0},
    ]
    average = copy.deepcopy(network).eval().requires_grad_(False)
    return Run(shape, network, average, torch.optim.AdamW(groups, lr=rate))


def begin(run: Run, source: Path, samples: Samples) -> None:
    """Gives a new run the weights of a released model or of another run."""
    device = next(run.network.parameters()).device
    start.load(run.network, SHAPES[run.shape], source, beginning(samples, device))
    run.average.load_state_dict(run.network.state_dict())


def beginning(samples: Samples, device: torch.device) -> torch.Tensor:
    """Returns the first pictures of a run, as the network takes them."""
    return pixels(batched([samples[n] for n in range(BEGIN_PICTURES)])[0], device)


def train(
    run: Run, samples: Samples, held_back: list[Picture], options, team: Team = Team()
) -> None:
    """Trains until the steps or minutes are over, and saves the run."""
    clock = Clock(options.steps, options.minutes, run.step)
    log = Log(options.batch)
    for images, objects in _batches(run, samples, options, team):
        over = team.agree(clock.progress(run.step))
        if over >= 1:
            break
        rate = options.rate * schedule(run.step, over)
        result = step(run, images, objects, rate, options.bfloat16, team)
        if team.leads:
            log.add(result, run.step, rate)
            _keep(run, held_back, options)
    if team.leads:
        run.save(options.out)
        if options.validate_every:
            validate(run, held_back)


def _batches(run: Run, samples: Samples, options, team: Team) -> Iterable:
    if not options.cache:
        return loader(samples, run.step, options.batch, options.workers, team=team)
    device = next(run.network.parameters()).device
    cache = Cache(options.cache, options.size, device, options.seed)
    return reused(cache, loader(samples, run.step, MADE_AT_ONCE, options.workers), options.batch)


def _keep(run: Run, held_back: list[Picture], options) -> None:
    if run.step % options.save_every == 0:
        run.save(options.out)
    if options.validate_every and run.step % options.validate_every == 0:
        validate(run, held_back)


def step(
    run: Run,
    images: torch.Tensor,
    objects: torch.Tensor,
    rate: float,
    bfloat16: bool = False,
    team: Team = Team(),
) -> Loss:
    """Learns from one batch of B x S x S x 3 bytes. Weights, norms and loss stay 32 bits wide."""
    device = next(run.network.parameters()).device
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    run.network.train()
    with torch.autocast(device.type, torch.bfloat16, enabled=bfloat16):
        outputs = run.network(pixels(images, device))
    result = loss(outputs, objects.to(device, non_blocking=True), images.shape[1])
    run.optimizer.zero_grad(set_to_none=True)
    result.total.backward()
    team.average(run.network)
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), LARGEST_GRADIENT)
    run.optimizer.step()
    run.step += 1
    run.follow()
    return result


def pixels(images: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Returns B x 3 x S x S in [0, 1]: bytes are channels last, and stay so under the view."""
    return images.to(device, non_blocking=True).permute(0, 3, 1, 2).float() / 255


def validate(run: Run, held_back: list[Picture]) -> None:
    """Prints the figures of the averaged weights on what was held back, dataset boxes only."""
    if not held_back:
        return
    detect = detectors.street(
        detectors.of_network(run.average), VALIDATION_LONGEST_SIDE, THRESHOLDS
    )
    for name, figures in zip(NAMES, measure(detect, held_back, dataset_only=True)):
        print(f"step {run.step} validation {name}: {figures}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="with labels.json")
    parser.add_argument("--out", type=Path, required=True, help="the run's checkpoint")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--steps", type=int, help="in all, those before a resume included")
    length.add_argument("--minutes", type=float, help="from now on")
    parser.add_argument("--resume", action="store_true", help="go on from --out, if it exists")
    parser.add_argument("--start", type=Path, help="begin from a released .onnx or another .pt")
    parser.add_argument("--shape", choices=SHAPES, default="street")
    parser.add_argument("--teachers", type=Path, help="what recipe.teachers wrote")
    parser.add_argument(
        "--without", choices=DRAWN, nargs="+", default=(), help="what the recipe shall not draw"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split-seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=320, help="side of a sample in pixels")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--plates", type=int, default=2500, help="drawn before the start")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--processes", type=int, default=1, help="that share each batch: one for each core"
    )
    parser.add_argument("--workers", type=int, default=1, help="make samples, for each process")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument(
        "--bfloat16",
        action="store_true",
        help="convolutions in 16 bits: half the time where the processor has them",
    )
    parser.add_argument(
        "--cache",
        type=int,
        default=0,
        help="samples kept in the device's memory and used several times, each time changed",
    )
    parser.add_argument("--compile", action="store_true", help="the network, by PyTorch")
    parser.add_argument(
        "--average", type=float, default=AVERAGE_DECAY, help="share kept by the running average"
    )
    parser.add_argument(
        "--eight-bits",
        action="store_true",
        help="learn with the roundings of 8 bits; from a trained network, at a tenth of the rate",
    )
    parser.add_argument("--save-every", type=int, default=500, help="steps")
    parser.add_argument("--validate-every", type=int, default=2000, help="steps; 0: never")
    return parser.parse_args()


if __name__ == "__main__":
    main()
