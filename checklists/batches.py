"""Taking apart what a device sends: unpacked, measured and read, one change at a time. Knows no Django and no database."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

PROTOCOL = 2
"""What this release speaks. An older page is still understood: docs/sync.md says which and for how long."""

SPOKEN = (1, 2)
MOST_BYTES = 1_000_000  # of one batch, unpacked
MOST_CHANGES = 100
_GZIP = 31  # window bits by which zlib reads gzip


class BadBatch(ValueError):
    """A body that is no batch; `code` is too_large, protocol or malformed. Nothing of it was applied."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Change:
    """One change as the device made it: its number, what it is, of which question, on what it was based, what was typed."""

    id: UUID
    kind: str
    key: str
    base: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Batch:
    """The changes of one visit in the order they were made, whose they are, and what the page shows.

    `known` are the revisions of the answers before the person and `known_note` the mark of the note; None on a page
    that shows no answers, which then asks for none.
    """

    protocol: int
    person: int
    known: Mapping[str, int] | None
    known_note: str
    changes: tuple[Change, ...]


def read_batch(body: bytes, encoding: str) -> Batch:
    """Return the batch in a request body; raises BadBatch when it is too large, too new, or no batch at all."""
    try:
        parsed = json.loads(_unpack(body, encoding))
        if not isinstance(parsed, dict) or not isinstance(parsed.get("protocol"), int):
            raise BadBatch("malformed")
        if parsed["protocol"] not in SPOKEN:
            raise BadBatch("protocol")
        return _read(parsed)
    except BadBatch:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error) as error:
        raise BadBatch("malformed") from error


def _unpack(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        unpacker = zlib.decompressobj(_GZIP)
        body = unpacker.decompress(body, MOST_BYTES + 1)
        if len(body) <= MOST_BYTES and not unpacker.eof:
            raise BadBatch("malformed")
    elif encoding:
        raise BadBatch("malformed")
    if len(body) > MOST_BYTES:
        raise BadBatch("too_large")
    return body


def _read(parsed: dict) -> Batch:
    changes = parsed["changes"]
    if not isinstance(changes, list):
        raise BadBatch("malformed")
    if len(changes) > MOST_CHANGES:
        raise BadBatch("too_large")
    known = parsed.get("known")
    if known is not None:
        known = {str(key): _whole(revision) for key, revision in known.items()}
    return Batch(
        parsed["protocol"],
        _whole(parsed["person"]),
        known,
        _text(parsed.get("known_note", "")),
        tuple(_read_change(one) for one in changes),
    )


def _read_change(one: dict) -> Change:
    fields = {str(name): _text(value) for name, value in one.get("fields", {}).items()}
    return Change(UUID(one["id"]), _text(one["kind"]), _text(one.get("key", "")), _text(one.get("base", "")), fields)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadBatch("malformed")
    return value


def _text(value: object) -> str:
    """Return a text or whole number as text; half a character, which no database takes, becomes a replacement sign."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(_whole(value))
