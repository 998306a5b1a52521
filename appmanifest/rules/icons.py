"""M050 to M059: icons, by looking at their pixels."""

from collections.abc import Iterator

from appmanifest import tree
from appmanifest.package import Package
from appmanifest.pixels import Png
from appmanifest.problems import Hit, Rule, hit, shown

_SIDES = {"icons.color": 192, "icons.outline": 32, "icons.color32x32": 32}


def _missing(package: Package) -> Iterator[Hit]:
    for key in _SIDES:
        for path, name in tree.texts(package.manifest, key):
            if name.strip() and name not in package.files:
                same = [other for other in package.files if other.lower() == name.lower()]
                yield hit(path, file=shown(name), near=f" (there is {shown(same[0])})" if same else "")


def _not_png(package: Package) -> Iterator[Hit]:
    for key in _SIDES:
        for _, name in tree.texts(package.manifest, key):
            if name in package.icons and package.icons[name] is None:
                yield hit(name)


def _size(package: Package) -> Iterator[Hit]:
    for key, side in _SIDES.items():
        for name, icon in _icons(package, key):
            if (icon.width, icon.height) != (side, side):
                yield hit(name, width=icon.width, height=icon.height, side=side, key=key)


def _damaged(package: Package) -> Iterator[Hit]:
    for key, side in _SIDES.items():
        for name, icon in _icons(package, key):
            if (icon.width, icon.height) == (side, side) and icon.pixels is None:
                yield hit(name)


def _see_through(package: Package) -> Iterator[Hit]:
    for name, icon in _icons(package, "icons.color"):
        if icon.pixels and any(alpha < 255 for *_, alpha in icon.pixels):
            yield hit(name)


def _not_white(package: Package) -> Iterator[Hit]:
    for name, icon in _icons(package, "icons.outline"):
        seen = {pixel[:3] for pixel in icon.pixels or () if pixel[3]}
        if seen - {(255, 255, 255)}:
            red, green, blue = min(seen)
            yield hit(name, colour=f"#{red:02X}{green:02X}{blue:02X}")


def _no_background(package: Package) -> Iterator[Hit]:
    for key in ("icons.outline", "icons.color32x32"):
        for name, icon in _icons(package, key):
            if icon.pixels and all(alpha for *_, alpha in icon.pixels):
                yield hit(name)


def _invisible(package: Package) -> Iterator[Hit]:
    for key in _SIDES:
        for name, icon in _icons(package, key):
            if icon.pixels and not any(alpha for *_, alpha in icon.pixels):
                yield hit(name)


def _icons(package: Package, key: str) -> Iterator[tuple[str, Png]]:
    for _, name in tree.texts(package.manifest, key):
        icon = package.icons.get(name)
        if icon is not None:
            yield name, icon


RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M050",
        wrong="The icon {file} is not in the package{near}.",
        fix="Add the file, or correct the name; capital and small letters count.",
        find=_missing,
    ),
    Rule(
        id="M051",
        wrong="The icon is not a PNG, whatever its name ends in.",
        fix="Save it as PNG; renaming a .jpg or .svg is not enough.",
        find=_not_png,
    ),
    Rule(
        id="M052",
        wrong="The icon measures {width} x {height} pixels; {key} must be exactly {side} x {side}.",
        fix="Export it again at {side} x {side}.",
        find=_size,
    ),
    Rule(id="M053", wrong="The icon's pixels are damaged.", fix="Export the icon again.", find=_damaged),
    Rule(
        id="M054",
        wrong="The colour icon has transparent pixels; Teams cuts the corners itself and wants a full square.",
        fix="Fill the whole square with a background colour, without rounded corners, and save without transparency.",
        find=_see_through,
    ),
    Rule(
        id="M055",
        wrong="The outline icon has the colour {colour}; only white is allowed.",
        fix="Draw it in pure white (#FFFFFF) on a transparent background.",
        find=_not_white,
    ),
    Rule(
        id="M056",
        wrong="The icon's background is not transparent.",
        fix="Remove the background and save the icon with transparency.",
        find=_no_background,
    ),
    Rule(
        id="M057",
        wrong="The icon is wholly transparent: nobody will see it.",
        fix="Export it again with its drawing.",
        find=_invisible,
    ),
)
