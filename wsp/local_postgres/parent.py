"""A wish to Linux: send me a signal when my parent dies, however it dies. Other systems do not know it."""

import ctypes
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(number):
    """Have signal `number` sent to this process when its parent dies; becoming another user undoes it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number))
