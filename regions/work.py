"""What someone still has in hand in a region: the other apps say here how they count it, for regions may not know them."""

_counters = []


def count_with(counter):
    """Let `counter(user, region)` be asked for {what it is: how many} before someone loses the right to do work."""
    if counter not in _counters:
        _counters.append(counter)
    return counter


def get_open_work(user, region):
    """Return {what it is: how many} of all that someone has to hand over in a region first; empty when nothing."""
    found = {}
    for counter in _counters:
        found.update({what: number for what, number in counter(user, region).items() if number})
    return found
