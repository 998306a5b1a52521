"""Discover: how the work runs today, and what limits what can be done about it."""
