"""THE RECORD: the only importer of SQLAlchemy and Alembic.

`Store.read` and `Store.write` run plain functions of a `Tx`; the modules beside them hold such functions, one per
aggregate. Import those as modules: `from store import outbox`.
"""

from store.database import Store, Tx, exists, open_store

__all__ = ["Store", "Tx", "exists", "open_store"]
