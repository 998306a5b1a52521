"""Guided conversations as data: form inputs in, a command or the problems out. Pure."""
