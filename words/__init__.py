"""Every sentence a person reads, per language."""
