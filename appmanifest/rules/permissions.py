"""M070 to M079: domains the app may open, and resource-specific consent."""

import re
from collections import Counter
from collections.abc import Iterator

from appmanifest import shapes, tree
from appmanifest.package import Package
from appmanifest.problems import Hit, Rule, hit, shown

_RSC = "authorization.permissions.resourceSpecific"
# Resource.Operation.Where, as every permission of Microsoft's list is built.
_RSC_NAME = re.compile(r"[A-Z][A-Za-z]*\.[A-Z][A-Za-z]*\.(?:Group|Chat|User)")
# Below these, names go to whoever asks first: a wildcard lets strangers' pages in.
_SHARED = (
    *("azurecontainerapps.io", "azureedge.net", "azurefd.net", "azurestaticapps.net", "azurewebsites.net"),
    *("cloudapp.azure.com", "cloudfront.net", "amazonaws.com", "appspot.com", "run.app", "web.app", "github.io"),
    *("herokuapp.com", "netlify.app", "onmicrosoft.com", "pages.dev", "sharepoint.com", "vercel.app"),
    *("windows.net", "core.windows.net", "workers.dev", "botframework.com"),
)
# The same, one label deeper: westeurope.azurecontainerapps.io.
_REGIONAL = ("azurecontainerapps.io", "azurestaticapps.net", "azurewebsites.net", "cloudapp.azure.com", "run.app")


def _not_a_host(package: Package) -> Iterator[Hit]:
    for path, text in _domains(package):
        name = text.removeprefix("*.")
        if not shapes.is_host(name) and not shapes.is_tunnel(name):
            yield hit(path, value=shown(text))


def _tunnel(package: Package) -> Iterator[Hit]:
    for path, text in _domains(package):
        if shapes.is_tunnel(text.removeprefix("*.")):
            yield hit(path, value=shown(text))


def _shared(package: Package) -> Iterator[Hit]:
    for path, text in _domains(package):
        name = text.removeprefix("*.").lower()
        if text.startswith("*.") and (name in _SHARED or name.partition(".")[2] in _REGIONAL):
            yield hit(path, value=shown(text))


def _domain_twice(package: Package) -> Iterator[Hit]:
    for name, count in Counter(text.lower() for _, text in _domains(package)).items():
        if count > 1:
            yield hit("validDomains", value=shown(name), count=count)


def _no_application(package: Package) -> Iterator[Hit]:
    if tree.select(package.manifest, f"{_RSC}[]") and "webApplicationInfo" not in (package.manifest or {}):
        yield hit(_RSC)


def _no_resource(package: Package) -> Iterator[Hit]:
    asked = tree.select(package.manifest, f"{_RSC}[]")
    for path, application in tree.select(package.manifest, "webApplicationInfo"):
        if asked and isinstance(application, dict) and "resource" not in application:
            yield hit(f"{path}.resource")


def _rsc_twice(package: Package) -> Iterator[Hit]:
    asked = [entry for _, entry in tree.select(package.manifest, f"{_RSC}[]") if isinstance(entry, dict)]
    for (name, _), count in Counter((str(entry.get("name")), str(entry.get("type"))) for entry in asked).items():
        if count > 1:
            yield hit(_RSC, name=shown(name), count=count)


def _rsc_name(package: Package) -> Iterator[Hit]:
    for path, name in tree.texts(package.manifest, f"{_RSC}[].name"):
        if name.strip() and not _RSC_NAME.fullmatch(name):
            yield hit(path, name=shown(name))


def _domains(package: Package) -> list[tuple[str, str]]:
    return [(path, text) for path, text in tree.texts(package.manifest, "validDomains[]") if text.strip()]


RULES: tuple[Rule[Package], ...] = (
    Rule(
        id="M070",
        wrong="{value} is not a domain.",
        fix="Write the host name alone: no https://, no port, no path, and * only as the first label.",
        find=_not_a_host,
    ),
    Rule(
        id="M071",
        wrong="{value} is a tunnel or this machine: it is gone, or somebody else's, tomorrow.",
        fix="Use the host of your installation. For a trial in your own tenant this may stand.",
        find=_tunnel,
    ),
    Rule(
        id="M072",
        wrong="{value} takes in hosts of other people.",
        fix="Name your own host in full.",
        find=_shared,
    ),
    Rule(
        id="M073",
        wrong="The domain {value} is listed {count} times.",
        fix="List it once.",
        find=_domain_twice,
    ),
    Rule(
        id="M074",
        wrong="The app asks for resource-specific permissions but has no webApplicationInfo, so nobody can grant them.",
        fix="Add webApplicationInfo with the id of the app registration and a resource.",
        find=_no_application,
    ),
    Rule(
        id="M075",
        wrong="webApplicationInfo has no resource, and Teams then refuses resource-specific permissions.",
        fix='Add any text that is not empty, such as "resource": "https://RscBasedStoreApp".',
        find=_no_resource,
    ),
    Rule(
        id="M076",
        wrong="The permission {name} is asked for {count} times.",
        fix="Ask for it once.",
        find=_rsc_twice,
    ),
    Rule(
        id="M077",
        wrong="{name} is not built like a resource-specific permission.",
        fix="Use a name from Microsoft's list, such as ChannelMessage.Read.Group; Graph permissions end in .All and "
        "belong into the app registration.",
        find=_rsc_name,
    ),
)
