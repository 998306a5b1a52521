"""A company's list of its AI initiatives as it came: what a file said, row by row, before anything is made of it."""
