"""Which questions make a good beginning of a conversation."""

MOST_OPENERS = 5
LOW = 1  # on the scale of 0 to 4


def choose_openers(questions, previous):
    """Return at most five questions to begin with: what was low last time, else the short list from the top.

    `previous` is {question key: Answer} of the last visit; what was low then comes first, so that one hears what changed.
    """
    scored = [question for question in questions if question.weights]
    low = [one for one in scored if one.key in previous and _level(one, previous[one.key].value) <= LOW]
    short = [one for one in scored if one.is_short and one not in low]
    return (low + short)[:MOST_OPENERS]


def _level(question, value):
    return value + 2 if question.kind == "bipolar" else value
