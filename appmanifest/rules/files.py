"""M001 to M019: the zip, and whether its JSON files can be read."""

from appmanifest.package import Package, about
from appmanifest.problems import Rule

RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M001",
        wrong="This file is not a zip.",
        fix="Give the .zip that `pilothouse manifest build` wrote, not a folder, a single manifest.json or another "
        "kind of archive.",
        find=about("not-a-zip"),
    ),
    Rule(
        id="M002",
        wrong="The zip is damaged and cannot be opened.",
        fix="Build or download it again; a broken-off download is the usual cause.",
        find=about("damaged"),
    ),
    Rule(
        id="M003",
        wrong="The package is larger than {limit}, the most this checker opens.",
        fix="A package holds texts and icons only; remove everything else.",
        find=about("too-big"),
    ),
    Rule(
        id="M004",
        wrong="Unpacked, the package would take {size}; {limit} is the most this checker unpacks.",
        fix="Do not upload it. A package holds texts and icons only; build it anew from files you know.",
        find=about("bomb"),
    ),
    Rule(
        id="M005",
        wrong="The package holds {count} files; {limit} is the most this checker reads.",
        fix="Keep manifest.json, the icons and the language files, and remove the rest.",
        find=about("too-many"),
    ),
    Rule(
        id="M006",
        wrong="A file in the zip is damaged and cannot be unpacked.",
        fix="Build or download the package again.",
        find=about("damaged-entry"),
    ),
    Rule(
        id="M007",
        wrong="The name of a file in the zip leads outside the package or is not a plain relative path.",
        fix="Do not upload it. Zip the files again with plain names: no .., no leading /, no \\ and no drive letter.",
        find=about("unsafe-name"),
    ),
    Rule(
        id="M008",
        wrong="The zip holds two files of this name, and it is open which one counts.",
        fix="Zip the files again into a new, empty archive.",
        find=about("entry-twice"),
    ),
    Rule(
        id="M009",
        wrong="A file in the zip is encrypted or compressed in a way Teams does not read.",
        fix="Zip the files again without a password, with ordinary (deflate) compression.",
        find=about("locked"),
    ),
    Rule(
        id="M010",
        wrong="manifest.json lies in the folder {folder} and not at the root of the zip, so Teams will not find it.",
        fix="Zip the files themselves, not the folder that holds them.",
        find=about("nested"),
    ),
    Rule(
        id="M011",
        wrong="There is no manifest.json in the zip{instead}.",
        fix="Put the manifest at the root of the zip and name it exactly manifest.json, in lower case.",
        find=about("no-manifest"),
    ),
    Rule(
        id="M012",
        wrong="A file of the operating system got into the zip.",
        fix="Remove it: zip only manifest.json, the icons and the language files.",
        find=about("junk"),
    ),
    Rule(
        id="M013",
        wrong="The file is not valid JSON: {why}.",
        fix="Correct it there; a comma too many or too few and curly quotes are the usual causes.",
        find=about("not-json"),
    ),
    Rule(
        id="M014",
        wrong="The file is not UTF-8 (byte {at}).",
        fix="Save it as UTF-8; in Windows PowerShell write it with -Encoding utf8 instead of > or Out-File.",
        find=about("not-utf8"),
    ),
    Rule(
        id="M015",
        wrong="The file begins with a byte order mark, which some readers take for a mistake in the JSON.",
        fix='Save it as "UTF-8", not as "UTF-8 with BOM".',
        find=about("bom"),
    ),
    Rule(
        id="M016",
        wrong="The file does not hold a JSON object.",
        fix="It must begin with {{ and end with }}.",
        find=about("not-an-object"),
    ),
    Rule(
        id="M017",
        wrong="The key {key} stands twice in the same object, and only the last one counts.",
        fix="Remove one of the two.",
        find=about("key-twice"),
    ),
)
