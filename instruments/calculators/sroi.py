"""Social return: how far placements fill an obligation, by the blocks of one buyer or region."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from instruments.amounts import AmountTable, Source
from instruments.calculators import basis
from instruments.calculators.case import Case, Problem, between
from instruments.calculators.result import Result, Working

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Block:
    """One building block of a buyer: what a placement of this kind counts for, and where that was read."""

    name: str
    value: Decimal
    source: Source


@dataclass(frozen=True)
class Fill:
    """A number of placements of one kind; `share` is the part in percent that counts, for hours or months as the buyer says."""

    block: str
    count: int = 1
    share: Decimal = WHOLE


@dataclass(frozen=True, kw_only=True)
class SroiCase(Case):
    """A contract with its obligation, the blocks that hold for it and what would be filled in."""

    contract_value: Decimal
    pct: Decimal
    blocks: tuple[Block, ...] = ()
    fills: tuple[Fill, ...] = ()

    def check(self) -> Iterator[Problem | None]:
        yield from super().check()
        yield between("contract_value", self.contract_value, Decimal(1), Decimal(1_000_000_000))
        yield between("pct", self.pct, Decimal("0.1"), WHOLE)
        names = [block.name for block in self.blocks]
        for block in self.blocks:
            yield between("blocks", block.value, Decimal(1), Decimal(1_000_000), "block_value")
        for fill in self.fills:
            if fill.block not in names:
                yield Problem("fills", "unknown_block", (fill.block,))
            yield between("fills", fill.count, 1, 1_000, "fill_count")
            yield between("fills", fill.share, Decimal(1), WHOLE, "fill_share")


def sroi(case: SroiCase, amounts: AmountTable) -> Result:
    """Return what the contract asks, what the placements count for, and what is left."""
    work = Working("sroi", case, ("aanbestedende dienst",))
    required = work.step(
        "required",
        case.contract_value * case.pct / WHOLE,
        "EUR",
        whole=case.contract_value,
        pct=case.pct,
        basis=basis.OWN,
    )
    blocks = {block.name: block for block in case.blocks}
    filled = Decimal(0)
    for fill in case.fills:
        block = blocks[fill.block]
        counts = block.value * fill.count * fill.share / WHOLE
        filled += work.step(
            f"fill:{block.name}",
            counts,
            "EUR",
            value=block.value,
            count=Decimal(fill.count),
            share=fill.share,
            basis=block.source,
        )
    left = work.step(
        "left", max(Decimal(0), required - filled), "EUR", required=required, filled=filled, basis=basis.OWN
    )
    work.notice("sroi_local")
    if not case.fills:
        work.notice("no_fills")
    return work.finish("yes", ("left", left, "EUR"), ("required", required, "EUR"), ("filled", filled, "EUR"))
