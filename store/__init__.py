"""THE RECORD: the only importer of SQLAlchemy and Alembic."""
