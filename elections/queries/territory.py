"""Names and places. A name is looked up by area prefix; on a day in the past it is the name of that day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from elections.models import Community, District, Region, Subdistrict
from huanjie.shared.scope import Level, ancestors_of, full_code, level_of, within

PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Second-level names that say nothing; the province is named instead."""

MODELS = {
    Level.PROVINCE: Region,
    Level.CITY: Region,
    Level.DISTRICT: District,
    Level.SUBDISTRICT: Subdistrict,
    Level.COMMUNITY: Community,
}


def unit_of(prefix: str, on: date | None = None):
    """The unit an area prefix stands for, in force now or on a day; None when there is none. ValueError on a length no
    level has."""
    level = level_of(prefix)
    if level == Level.NATION:
        return None
    units = MODELS[level].objects.filter(code=full_code(prefix))
    units = units.current() if on is None else units.on(on)
    return units.order_by("-valid_from", "-pk").first()


def name_of(area_prefix: str, on: date | None = None) -> str:
    """江岸区 for 420102; '' when there is no such unit (then or now)."""
    return names_of([area_prefix], on).get(area_prefix, "")


def names_of(prefixes: Iterable[str], on: date | None = None) -> dict[str, str]:
    """Names of many prefixes in at most four queries; unknown ones are left out."""
    by_model: dict[type, dict[str, str]] = {}
    for prefix in set(prefixes):
        try:
            level = level_of(prefix)
        except ValueError:
            continue
        if level != Level.NATION:
            by_model.setdefault(MODELS[level], {}).setdefault(prefix, full_code(prefix))
    names: dict[str, str] = {}
    for model, codes in by_model.items():
        units = model.objects.filter(code__in=set(codes.values()))
        units = units.current() if on is None else units.on(on)
        found = dict(units.order_by("valid_from", "pk").values_list("code", "name"))
        names.update({prefix: found[code] for prefix, code in codes.items() if code in found})
    return names


def full_name_of(prefix: str, on: date | None = None) -> str:
    """武汉市江岸区一元街道 for 420102003: from the city down, the province in place of a city that has no name of its
    own. '' when the unit itself is unknown."""
    if not prefix:
        return ""
    path = [*reversed(ancestors_of(prefix)), prefix]
    names = names_of(path, on)
    if prefix not in names:
        return ""
    if len(prefix) <= 2:
        return names[prefix]
    parts = [names.get(each, "") for each in path if len(each) >= 4]
    if parts[0] in PLACEHOLDERS or not parts[0]:
        parts[0] = names.get(prefix[:2], "")
    return "".join(part for n, part in enumerate(parts) if part and (n == 0 or part != parts[n - 1]))


def current_communities(prefix: str):
    """Communities in force inside an area, with their street."""
    return Community.objects.current().in_area(prefix).select_related("subdistrict").order_by("code")


def places(prefix: str) -> list[tuple[str, str, str, str]]:
    """(code, name, street code, street name) of every community in force inside an area: what importers match with."""
    return list(current_communities(prefix).values_list("code", "name", "subdistrict__code", "subdistrict__name"))


def tree(prefix: str, text: str = "") -> list[tuple[Subdistrict, list[Community]]]:
    """Streets in force inside an area with their communities, in two queries. With `text` only what contains it in name
    or code: a street that matches keeps all its communities."""
    streets = {s.pk: s for s in Subdistrict.objects.current().filter(_street_covers(prefix)).order_by("code")}
    communities = list(current_communities(prefix))
    below: dict[int, list[Community]] = {pk: [] for pk in streets}
    for community in communities:
        below.setdefault(community.subdistrict_id, []).append(community)
        streets.setdefault(community.subdistrict_id, community.subdistrict)
    if not text:
        return [(streets[pk], below[pk]) for pk in sorted(streets, key=lambda pk: streets[pk].code)]
    found = []
    for pk in sorted(streets, key=lambda pk: streets[pk].code):
        street = streets[pk]
        hits = below[pk] if _matches(street, text) else [c for c in below[pk] if _matches(c, text)]
        if hits or _matches(street, text):
            found.append((street, hits))
    return found


def _matches(unit, text: str) -> bool:
    return text in unit.name or unit.code.startswith(text)


def _street_covers(prefix: str) -> Q:
    """Streets inside the area, or the one street a community lies in."""
    return Q(code=full_code(prefix[:9])) if len(prefix) >= 9 else Q(**within(prefix, "code"))


def districts_in(prefix: str):
    """Districts in force inside an area (or the one it lies in), with the number of their streets."""
    districts = District.objects.current().order_by("code")
    if len(prefix) >= 6:
        districts = districts.filter(code=full_code(prefix[:6]))
    else:
        districts = districts.in_area(prefix)
    return districts.annotate(street_count=Count("subdistricts", filter=Q(subdistricts__valid_to__isnull=True)))


def areas_named(text: str, level: Level | None, home: str) -> list[tuple[str, str]]:
    """(prefix, full name) of the units inside `home` that a written name may mean: its own name, or with the names
    above it in front (一元街道岳飞社区, 江岸区一元街道). `level` None looks at districts, streets and communities."""
    levels = [level] if level is not None else [Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY]
    written = text.replace("/", "").replace("-", "").replace(" ", "")
    found = []
    for each in levels:
        for prefix, path in _paths(each, home):
            if any("".join(path[start:]) == written for start in range(len(path))):
                found.append((prefix, "".join(path)))
    return found


def _paths(level: Level, home: str) -> list[tuple[str, list[str]]]:
    """Prefix and names from the district down, of every unit of a level in force inside an area."""
    if level == Level.COMMUNITY:
        rows = (
            Community.objects.current()
            .in_area(home)
            .values_list("code", "subdistrict__district__name", "subdistrict__name", "name")
        )
        return [(code, list(names)) for code, *names in rows]
    if level == Level.SUBDISTRICT:
        rows = Subdistrict.objects.current().in_area(home).values_list("code", "district__name", "name")
        return [(code[:9], list(names)) for code, *names in rows]
    if level == Level.DISTRICT:
        rows = District.objects.current().in_area(home).values_list("code", "name")
        return [(code[:6], [name]) for code, name in rows]
    return []


def area_choices(level: Level, home: str) -> list[tuple[str, str]]:
    """(prefix, name) of every unit of a level in force inside an area; a community's name has its street in front."""
    return [(prefix, "".join(path[1:]) or path[0]) for prefix, path in _paths(level, home)]
