"""The team lead's view over employers: the same rows as a board, as a table and as an export."""

from employers.pipeline.board import get_board, get_column, get_sums
from employers.pipeline.rows import ORDERS, Row, get_rows, make_rows

__all__ = ["ORDERS", "Row", "get_board", "get_column", "get_rows", "get_sums", "make_rows"]
