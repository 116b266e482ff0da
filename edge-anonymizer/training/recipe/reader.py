"""A small reader of plates, trained on drawn plates alone: it tells whether what is left of a plate
after masking can still be read (GB/T 44464 B.6).

`python3 -m recipe.reader --out READER.pt --steps N`, then `--export READER.onnx`. Input `plate`:
N x 1 x 64 x 192, grey, 0..1, two rows as one picture. Output `characters`: N x 2 x 48 x C, the
log-probabilities along the upper and the lower half; class 0 is no character, the others are
`kinds.ALPHABET` in its order. A plate of one row is read by the lower line alone.
"""

import argparse
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import kinds, samples
from .network import Plain, fuse
from .reader_samples import HEIGHT_PX, WIDTH_PX, DrawnPlates, drawn, together

CLASSES = 1 + len(kinds.ALPHABET)
WARM_UP_STEPS, STEPS_PER_LINE = 200, 100


class Reader(nn.Module):
    """Convolutions narrow the height to two lines and keep 48 places along the width."""

    def __init__(self, widths: tuple[int, ...] = (16, 32, 48, 64, 96)):
        super().__init__()
        a, b, c, d, e = widths
        self.body = nn.Sequential(
            Plain(1, a, 2), Plain(a, b), nn.MaxPool2d(2), Plain(b, c), Plain(c, c),
            nn.MaxPool2d((2, 1)), Plain(c, d), Plain(d, d), nn.MaxPool2d((2, 1)), Plain(d, e),
            nn.AvgPool2d((2, 1)), Plain(e, e), Plain(e, e),
        )
        self.head = nn.Conv2d(e, CLASSES, 1)

    def forward(self, plate: Tensor) -> Tensor:
        """Returns N x lines x places x classes."""
        return F.log_softmax(self.head(self.body(plate)).permute(0, 2, 3, 1), 3)


def loss(answers: Tensor, classes: Tensor, lengths: Tensor) -> Tensor:
    """Connectionist temporal classification of both lines of every plate."""
    places = answers.flatten(0, 1).transpose(0, 1).float()
    widths = torch.full((places.shape[1],), places.shape[0], dtype=torch.long)
    return F.ctc_loss(places, classes, widths, lengths, zero_infinity=True)


def texts(answers: Tensor) -> list[str]:
    """Reads N x lines x places x classes: the likeliest class of each place, repeats merged."""
    best = answers.argmax(3).tolist()
    return ["".join(_text(line) for line in plate) for plate in best]


def _text(line: list[int]) -> str:
    kept = [c for i, c in enumerate(line) if c and (i == 0 or line[i - 1] != c)]
    return "".join(kinds.ALPHABET[c - 1] for c in kept)


def train(options: argparse.Namespace) -> Reader:
    torch.manual_seed(options.seed)
    device = torch.device(options.device)
    reader = Reader().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(reader.parameters(), options.rate, weight_decay=1e-3)
    decay = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, options.rate, options.steps, pct_start=min(0.3, WARM_UP_STEPS / options.steps)
    )
    batches = samples.loader(DrawnPlates(options.seed), 0, options.batch, options.workers, together)
    total = 0.0
    for number, (pictures, classes, lengths) in zip(range(1, options.steps + 1), batches):
        pictures = pictures.to(device, memory_format=torch.channels_last).float() / 255
        with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
            answers = reader(pictures)
        step_loss = loss(answers, classes.to(device), lengths)
        optimizer.zero_grad(set_to_none=True)
        step_loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
        optimizer.step()
        decay.step()
        total += float(step_loss)
        if number % STEPS_PER_LINE == 0:
            print(f"step {number} loss {total / STEPS_PER_LINE:.3f}", flush=True)
            total = 0.0
    return reader.cpu().eval()


def right(reader: Reader, count: int, seed: int) -> float:
    """Returns the share of new drawn plates that are read in full, covered ones left out."""
    good = 0
    with torch.no_grad():
        for number in range(count):
            grey, upper, lower = drawn(Random(f"unseen {seed} {number}"))
            answer = reader(torch.from_numpy(grey)[None, None].float() / 255)
            good += texts(answer)[0] == upper + lower
    return good / count


def write_onnx(reader: Reader, target: Path) -> None:
    older = {} if torch.__version__.startswith("1.") else {"dynamo": False}
    torch.onnx.export(
        fuse(reader), torch.zeros(1, 1, HEIGHT_PX, WIDTH_PX), str(target), opset_version=13,
        input_names=["plate"], output_names=["characters"],
        dynamic_axes={"plate": {0: "n"}, "characters": {0: "n"}}, **older,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--export", type=Path, help="write the trained reader as ONNX too")
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--bfloat16", action="store_true", help="as in recipe.train")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    reader = train(options)
    torch.save(reader.state_dict(), options.out)
    print(f"{right(reader, 500, options.seed + 1):.3f} of 500 new drawn plates read in full")
    if options.export:
        write_onnx(reader, options.export)


if __name__ == "__main__":
    main()
