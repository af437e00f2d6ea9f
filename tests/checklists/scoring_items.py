"""Question lists and answers for tests of the score: a small list to compute by hand and one of real size."""

from checklists.scoring import Item


def make_items(lines: str) -> tuple[Item, ...]:
    """Return items from lines of: key kind short|- [determinant=weight ...]."""
    items = []
    for line in lines.strip().splitlines():
        key, kind, short, *weights = line.split()
        pairs = (weight.split("=") for weight in weights)
        items.append(Item(key, kind, {code: float(weight) for code, weight in pairs}, short == "short"))
    return tuple(items)


# Five questions a side, one determinant each but for K3, and one for behaviour.
SMALL = make_items("""
O2  scale short W1=1
O1  scale short W2=1
O4a scale short W3=1
O7  scale short W4=1
O8  scale short INT=1
O9a scale short K1=1
I3b scale short K2=1
I2a scale short K3=1
I2c scale -     K3=1
I2d scale short K3=1
I5a scale short D=1
""")

BENEFITS = SMALL + make_items("""
V1 bipolar - W1=1
V2 bipolar - W1=0.5 W2=0.5
V3 bipolar - W1=1
""")

FULL = make_items("""
I1   scale   -     W1=0.5 W2=0.5
I2a  scale   short K3=1
I2b  scale   -     K3=1
I2c  scale   -     K3=1
I2d  scale   short K3=1
I2e  scale   -     INT=1
I3a  scale   -     W2=1
I3b  scale   short K2=1
I4a  scale   -     INT=1
I4b  scale   -     K2=1
I5a  scale   short D=1
I5b  scale   -     W2=0.5 W4=0.5
I5c  scale   -
E1   context -
E2   context -
E3   context -
E4   context -
E5   context -
O1   scale   short W2=1
O2   scale   short W1=1
O3a  scale   -     W1=1
O3b  scale   -     K3=1
O3c  scale   -     K2=1
O4a  scale   -     W3=1
O4b  scale   -     W3=1
O4c  scale   short W3=1
O4d  scale   -     W3=1
O5   scale   -     K3=1
O6a  scale   short W1=1
O6b  scale   -     K3=1
O7   scale   short W4=1
O8   scale   short INT=1
O9a  scale   short K1=1
O9b  scale   -     K1=1
O9c  scale   -     K1=1
O10a scale   -     W3=1
O10b scale   -     K3=1
V1   bipolar -     W1=1
V2   bipolar -     W1=0.5 W2=0.5
V3   bipolar -     W1=1
V4   bipolar -     W1=1
""")

# A short visit: the short list, every determinant of both sides with an answer.
SHORT_LIST = {"O1": 3, "O2": 2, "O6a": 4, "O4c": 3, "O7": 3, "O8": 3, "O9a": 2, "I3b": 3, "I2a": 2, "I2d": 1, "I5a": 0}

N = "nvt"
GOOD_WILLEN, GOOD_KUNNEN = (3, 3, 3, 3, 3), (3, 3, 3, 3, 3)  # both sides 75


def fill(willen, kunnen, behaviour=0, **more):
    """Answers to SMALL: W1 W2 W3 W4 INT, then K1 K2 and the three of K3 (vacancy, growth, suitable work), then D."""
    keys = ("O2", "O1", "O4a", "O7", "O8", "O9a", "I3b", "I2a", "I2c", "I2d", "I5a")
    return dict(zip(keys, (*willen, *kunnen, behaviour), strict=True)) | more
