"""Following a group's use."""

import re
from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.commands import FollowUse
from portfolio.errors import problem
from portfolio.initiatives import MAX_NAME
from portfolio.usage import Product

_OBJECT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def follow(inputs: Mapping[str, str]) -> FollowUse:
    """The form (views.adoption.FollowForm). Invalid with every problem."""
    read = Reader(inputs)
    name, label = read.text("name", most=MAX_NAME), read.text("label", most=MAX_NAME)
    group = read.text("group", most=MAX_NAME).lower()
    if group and not _OBJECT_ID.fullmatch(group):
        read.problems.append(problem("group", "not_an_object_id", text=group[:40]))
    product = read.choice("product", Product)
    read.check()
    assert product
    return FollowUse(name=name, group=group, label=label, product=product)
