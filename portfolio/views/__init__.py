"""What people see, as frozen values: codes, numbers, dates and names; every sentence is made from them in words/ and cards/.

A view that travels through the outbox is stored as JSON beside VERSION and rendered only when it is delivered.
"""

VERSION = 1
