#!/usr/bin/env python3
"""Writes the conformance cases of the built-in packs: requests, and what the law demands.

They are typed from the law's text, requirement by requirement, and not taken from the packs or the
engine: neither is read here. Numbers such as V4 or C12 are the rows of the requirements (V: in the
car, C: in the cloud), others its sections; beside each demand stand near misses, the same request
with one thing changed that must come out otherwise.

  vectors.py           writes the files
  vectors.py --check   fails if a file differs from what would be written
"""

import pathlib
import sys

import cn_auto
import cn_auto_cloud  # noqa: F401: adds to the cases of cn_auto, as the next does
import cn_auto_dates  # noqa: F401
import cn_border
import cn_border_dates  # noqa: F401: adds to the cases of cn_border, as the next does
import cn_border_stays  # noqa: F401
import cn_ftz
import cn_gbt32960
import cn_survey
import eu_gdpr

FILES = (
    pathlib.Path(__file__).resolve().parent.parent
    / "src/main/resources/dev/breakwater/policy/conformance"
)
PACKS = [
    cn_auto.CASES,
    cn_border.CASES,
    *cn_ftz.ALL,
    cn_gbt32960.CASES,
    cn_survey.CASES,
    eu_gdpr.CASES,
]


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    different = []
    for cases in PACKS:
        file = FILES / f"{cases.pack}.yaml"
        if not arguments:
            FILES.mkdir(parents=True, exist_ok=True)
            file.write_text(cases.yaml(), encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != cases.yaml():
            different.append(file.name)
    if different:
        sys.exit("not as the script writes them: " + ", ".join(different))


if __name__ == "__main__":
    main(sys.argv[1:])
