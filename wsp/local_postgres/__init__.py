"""The embedded PostgreSQL of `make run` and `make test`: our own launcher around somebody else's programs."""

from .database import LocalPostgres
from .errors import LocalPostgresError

__all__ = ["LocalPostgres", "LocalPostgresError"]
