"""M020 to M029: keys of the manifest against the table of fields."""

from appmanifest.package import Package, about
from appmanifest.problems import Rule

RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M020",
        wrong="The required key {key} is missing.",
        fix="Add it; what `pilothouse manifest build` writes has every required key.",
        find=about("missing"),
    ),
    Rule(
        id="M021",
        wrong="This is {got} and must be {wanted}.",
        fix="Write {wanted} here.",
        find=about("wrong-type"),
    ),
    Rule(
        id="M022",
        wrong="The text has {length} characters; {most} is the most that fits.",
        fix="Shorten it to {most} characters.",
        find=about("too-long"),
    ),
    Rule(
        id="M023",
        wrong="The list has {count} entries; manifest {version} takes {most}.",
        fix="Keep at most {most}.",
        find=about("too-many-items"),
    ),
    Rule(
        id="M024",
        wrong="{value} is not one of the values this key takes.",
        fix="Use one of: {choices}.",
        find=about("not-a-choice"),
    ),
    Rule(
        id="M025",
        wrong="The key {key} does not exist here, and Teams refuses a manifest with keys it does not know.{guess}",
        fix="Correct its spelling or remove it.",
        find=about("unknown-key"),
    ),
    Rule(
        id="M026",
        wrong="The key {key} came with manifest {since}; this manifest says {version}.",
        fix='Remove the key, or raise manifestVersion and "$schema" to {since}.',
        find=about("too-new"),
    ),
    Rule(
        id="M027",
        wrong="This is empty.",
        fix="Fill it in, or remove the key if it is not required.",
        find=about("empty"),
    ),
)
