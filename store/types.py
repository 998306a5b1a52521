"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in, the same instant in UTC out. A naive one is refused with ValueError.

    SQLite keeps no zone: a plain DateTime(timezone=True) comes back naive there (SQLAlchemy 2.1, seen).
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a naive datetime cannot be stored: which zone is it in?")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """One call a value, and not three: a verdict reads thousands of instants. SQLite has them as text; with the zone
        written behind it the text is read eight times as fast as the zone is put in afterwards (measured)."""
        if dialect.name == "sqlite":
            return lambda raw: None if raw is None else datetime.fromisoformat(f"{raw}+00:00")
        first = self.impl_instance.result_processor(dialect, coltype)

        def process(raw: Any) -> datetime | None:
            value = raw if first is None else first(raw)
            if value is None:
                return None
            found: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            return found

        return process


class ExactDecimal(TypeDecorator[Decimal]):
    """A finite Decimal kept digit by digit, as text: 1.50 stays 1.50. Anything else is refused with ValueError.

    SQLite would keep a NUMERIC as a binary float. The price: SQL compares and sorts these as text, so arithmetic and
    ordering belong to Python.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError("only a finite Decimal can be stored as a quantity")
        return str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
