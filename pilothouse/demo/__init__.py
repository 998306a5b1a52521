"""`pilothouse demo`: one quarter of a sample portfolio in the terminal. No account, no network, nothing pretended:

cards come out of the worker, buttons go back in as Teams would send them, and only the clock is moved by hand.
"""

from pilothouse.demo.play import demo

__all__ = ["demo"]
