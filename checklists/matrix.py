"""Where a score stands in the picture of willen and kunnen. Pure: numbers in, coordinates out."""

LEFT, TOP, SIZE = 46, 16, 340  # of the square, in the units of the SVG's viewBox (0 0 400 400)


def build_matrix(score, trail):
    """Return what the picture draws: the current point (None without both sides), the earlier ones, and the trail's line.

    `score` has willen and kunnen, 0-100 or None; `trail` is a list of dicts with date, willen and kunnen, oldest first.
    Kunnen runs to the right, willen upward.
    """
    earlier = [_place(one["willen"], one["kunnen"]) | {"date": one["date"]} for one in trail]
    has_point = score["willen"] is not None and score["kunnen"] is not None
    point = _place(score["willen"], score["kunnen"]) if has_point else None
    line = " ".join(f"{one['x']},{one['y']}" for one in [*earlier, *([point] if point else [])])
    return {"point": point, "earlier": earlier, "line": line if len(earlier) + has_point > 1 else "", "ticks": _ticks()}


def _place(willen, kunnen):
    return {
        "x": round(LEFT + kunnen / 100 * SIZE),
        "y": round(TOP + SIZE - willen / 100 * SIZE),
        "willen": round(willen),
        "kunnen": round(kunnen),
    }


def _ticks():
    return [
        {"value": value, "x": round(LEFT + value / 100 * SIZE), "y": round(TOP + SIZE - value / 100 * SIZE)}
        for value in (0, 25, 50, 75, 100)
    ]
