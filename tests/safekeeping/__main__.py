"""`make check` prints how well the privacy guard does on the labelled sentences: python -m tests.safekeeping."""

import sys

from safekeeping.privacy import build_words
from tests.safekeeping.labelled import SENTENCES, measure, read_rows


def main():
    shares, false_alarms = measure(build_words(read_rows()))
    found = ", ".join(f"{label} {share:.1%} of {len(SENTENCES[label])}" for label, share in shares.items())
    print(f"privacy guard finds {found}; false alarms {false_alarms:.1%} of {len(SENTENCES['none'])}")


if __name__ == "__main__":
    sys.exit(main())
