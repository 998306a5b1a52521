"""Bytes to rows, and cells to dates and numbers, as real exports have them. Pure: nothing here opens a file.

Whatever can be read in two ways is refused with a sentence that says how to say which (portfolio.errors.Invalid); one cell
that cannot be read at all is None, and its row is counted by whoever reads it.
"""
