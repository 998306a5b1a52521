"""docs/settings.md, made from the table that is read at start: python -m pilothouse.settings_doc > docs/settings.md"""

from pilothouse.settings import PREFIX, TABLE, Setting

_HEAD = """# Settings

Made from `pilothouse/settings.py` by `python -m pilothouse.settings_doc`; a test holds the two together.

Every setting is an environment variable, or a line of a `.env` file in the folder the bot starts in; the environment
wins. Whatever is wrong is said at once when the bot starts, with the setting's name, and then it does not start. The names
that Microsoft's tools write are accepted too. `pilothouse playground` and `pilothouse demo` need none of them.

| Setting | Default | What it is for | Also accepted |
|---|---|---|---|
"""


def document() -> str:
    """The whole page."""
    return _HEAD + "".join(map(_row, TABLE))


def _row(setting: Setting) -> str:
    also = ", ".join(f"`{name}`" for name in setting.also)
    default = f"`{setting.default}`" if setting.default else "empty"
    return f"| `{PREFIX}{setting.name}` | {default} | {setting.meaning} | {also} |\n"


if __name__ == "__main__":
    print(document(), end="")
