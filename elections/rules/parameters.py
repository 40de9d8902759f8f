"""A parameter of the procedure: what it is, how far it may go, and which law, rule or habit says so (domain brief §14).

Values are integers, booleans, words of a list, ratios written "4/5", pairs [low, high], lists of codes and maps of codes
to months: never a float, so that no threshold is ever computed with one.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from huanjie.shared.verdict import YES, Verdict, no

OWN = "own"
"""The source of what comes from our own knowledge and waits for the people of the field to confirm it."""


class Kind(StrEnum):
    """What stands behind a parameter."""

    STATUTE = "statute"
    PARTY_RULE = "party_rule"
    POLICY = "policy"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        return {"statute": "法律", "party_rule": "党内法规", "policy": "政策", "practice": "惯例"}[self.value]


class Shape(StrEnum):
    """How a value is written."""

    COUNT = "count"
    SWITCH = "switch"
    CHOICE = "choice"
    RATIO = "ratio"
    RANGE = "range"
    CODES = "codes"
    MONTHS = "months"


@dataclass(frozen=True)
class Bound:
    """How far a value may go. `usual` is what the rule calls 一般: going beyond it is allowed and remarked on.

    For codes `required` are those that cannot be taken out; for months those that stay for life."""

    minimum: int | str | None = None
    maximum: int | str | None = None
    one_of: tuple[tuple[object, str], ...] = ()
    exactly: object = None
    required: tuple[str, ...] = ()
    usual: tuple[int, int | None] | None = None

    @property
    def is_open(self) -> bool:
        return self == Bound()


FREE = Bound()


@dataclass(frozen=True)
class Parameter:
    """One value a cycle is run by. `article` is the law or rule, `source` where we have it from; `names` are the words
    of codes."""

    key: str
    label: str
    default: object
    unit: str = ""
    bound: Bound = FREE
    article: str = ""
    source: str = ""
    kind: Kind = Kind.POLICY
    shape: Shape = Shape.COUNT
    in_force: date | None = None
    help: str = ""
    names: tuple[tuple[str, str], ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Nobody may change it."""
        return self.bound.exactly is not None

    @property
    def basis(self) -> str:
        """Article or source, for the end of a refusal."""
        return self.article or ("业务惯例" if self.source == OWN else self.source)


@dataclass(frozen=True)
class Ratio:
    """A proper fraction of two integers."""

    numerator: int
    denominator: int

    @classmethod
    def of(cls, text: str) -> "Ratio":
        """Read "4/5"; ValueError when it is not such a fraction between 0 and 1."""
        top, _, bottom = str(text).partition("/")
        if not (top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit()):
            raise ValueError(text)
        if not int(bottom) > 0 or not 0 <= int(top) <= int(bottom):
            raise ValueError(text)
        return cls(int(top), int(bottom))

    def at_least(self, other: "Ratio") -> bool:
        return self.numerator * other.denominator >= other.numerator * self.denominator


def check_value(parameter: Parameter, value) -> Verdict:
    """Whether a cycle may be run with this value. A refusal carries the article and what to write instead; a yes may
    carry a remark when the value is outside what the rule calls usual."""
    written = _check_shape(parameter, value)
    if not written:
        return written
    bound = parameter.bound
    if bound.exactly is not None and value != bound.exactly:
        return _refuse(parameter, value, f"只能是{_beside(show(parameter, bound.exactly))}")
    if bound.one_of and value not in [choice for choice, _ in bound.one_of]:
        return _refuse(parameter, value, f"只能是{'、'.join(f'“{label}”' for _, label in bound.one_of)}之一")
    if parameter.shape == Shape.CODES:
        return _check_codes(parameter, value)
    if parameter.shape == Shape.MONTHS:
        return _check_months(parameter, value)
    return _check_limits(parameter, value)


def _check_shape(parameter: Parameter, value) -> Verdict:
    if _has_shape(parameter.shape, value):
        return YES
    way = {
        Shape.COUNT: "请填写不小于 0 的整数", Shape.SWITCH: "请选择“是”或“否”", Shape.CHOICE: "请从列表中选择",
        Shape.RATIO: "请填写分数，如 1/3", Shape.RANGE: "请填写从小到大的两个整数", Shape.CODES: "请从列表中选择，至少一项",
        Shape.MONTHS: "请为每一项填写月数，终身的留空",
    }[parameter.shape]  # fmt: skip
    return no(f"“{parameter.label}”的值写法不对。", f"{way}。", parameter.article)


def _has_shape(shape: Shape, value) -> bool:
    match shape:
        case Shape.COUNT:
            return _is_count(value)
        case Shape.SWITCH:
            return isinstance(value, bool)
        case Shape.CHOICE:
            return isinstance(value, str)
        case Shape.RATIO:
            return isinstance(value, str) and _is_ratio(value)
        case Shape.RANGE:
            return _is_pair(value) and value[0] <= value[1]
        case Shape.CODES:
            return isinstance(value, list) and bool(value) and all(isinstance(code, str) for code in value)
        case Shape.MONTHS:
            return isinstance(value, dict) and all(m is None or _is_count(m) for m in value.values())


def _is_count(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000


def _is_ratio(value: str) -> bool:
    try:
        Ratio.of(value)
    except ValueError:
        return False
    return True


def _is_pair(value) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value))


def _check_limits(parameter: Parameter, value) -> Verdict:
    bound = parameter.bound
    if bound.minimum is not None and not all(_reaches(parameter, v, bound.minimum) for v in _parts(value)):
        return _refuse(parameter, value, f"不得少于{_beside(show(parameter, bound.minimum))}")
    if bound.maximum is not None and not all(_reaches(parameter, bound.maximum, v) for v in _parts(value)):
        return _refuse(parameter, value, f"不得超过{_beside(show(parameter, bound.maximum))}")
    if bound.usual and not all(_is_usual(v, bound.usual) for v in _parts(value)):
        return Verdict(True, f"“{parameter.label}”{_usual(parameter)}，请保留批准依据。", "", parameter.article)
    return YES


def _usual(parameter: Parameter) -> str:
    low, high = parameter.bound.usual
    unit = f" {parameter.unit}" if parameter.unit else ""
    if low == high:
        return f"一般为 {low}{unit}"
    if not low:
        return f"一般不超过 {high}{unit}"
    return f"一般不少于 {low}{unit}" if high is None else f"一般为 {low}—{high}{unit}"


def _is_usual(value: int, usual: tuple) -> bool:
    return usual[0] <= value and (usual[1] is None or value <= usual[1])


def _parts(value) -> list:
    return value if isinstance(value, list) else [value]


def _reaches(parameter: Parameter, value, limit) -> bool:
    if parameter.shape == Shape.RATIO:
        return Ratio.of(value).at_least(Ratio.of(limit))
    return value >= limit


def _check_codes(parameter: Parameter, value) -> Verdict:
    known = list(parameter.default)
    strangers = [code for code in value if code not in known]
    if strangers or len(set(value)) != len(value):
        return no(f"“{parameter.label}”中有不认识或重复的项。", "请从列表中选择，每项一次。", parameter.article)
    gone = [code for code in parameter.bound.required if code not in value]
    if gone:
        return _refuse(parameter, value, f"不能去掉{_named(parameter, gone)}（法定项）")
    return YES


def _check_months(parameter: Parameter, value) -> Verdict:
    if set(value) != set(parameter.default):
        return no(f"“{parameter.label}”缺项或多项。", "请为列表中的每一项填写。", parameter.article)
    shortened = [code for code in parameter.bound.required if value[code] != parameter.default[code]]
    if shortened:
        return _refuse(parameter, value, f"中{_named(parameter, shortened)}为法定禁止情形，没有期限")
    return YES


def _refuse(parameter: Parameter, value, limit: str) -> Verdict:
    words = f"“{parameter.label}”{limit}"
    if parameter.shape not in (Shape.CODES, Shape.MONTHS):
        words += f"，不能改为{_beside(show(parameter, value))}"
    return no(f"{words}。", "请在规定的范围内填写；规定确有变化的，请联系系统管理员更新规则版本。", parameter.basis)


def _beside(text: str) -> str:
    """A number stands off from the Han before it."""
    return f" {text}" if text[:1].isdigit() else text


def _named(parameter: Parameter, codes) -> str:
    names = dict(parameter.names)
    return "、".join(names.get(code, code) for code in codes)


def show(parameter: Parameter, value) -> str:
    """A value in words, with its unit."""
    unit = f" {parameter.unit}" if parameter.unit else ""
    match parameter.shape:
        case Shape.SWITCH:
            return "是" if value else "否"
        case Shape.CHOICE:
            return dict(parameter.bound.one_of).get(value, str(value))
        case Shape.RANGE:
            low, high = value if isinstance(value, list) else (value, value)
            return f"{low}{unit}" if low == high else f"{low}—{high}{unit}"
        case Shape.CODES:
            return _show_codes(parameter, value)
        case Shape.MONTHS:
            return "；".join(f"{_named(parameter, [code])} {_months(months)}" for code, months in value.items())
        case _:
            return f"{value}{unit}"


def _show_codes(parameter: Parameter, value) -> str:
    gone = [code for code in parameter.default if code not in value]
    if not gone:
        return f"全部 {len(value)} 项"
    return f"{len(value)} 项，不含{_named(parameter, gone)}"


def _months(months: int | None) -> str:
    return {None: "终身", 0: "现时状态"}.get(months, f"{months} 个月")


def show_bound(parameter: Parameter) -> str:
    """How far a value may go, in words; '' when nothing limits it."""
    bound = parameter.bound
    if bound.exactly is not None:
        return f"固定为{_beside(show(parameter, bound.exactly))}"
    parts = []
    if bound.minimum is not None:
        parts.append(f"不少于{_beside(show(parameter, bound.minimum))}")
    if bound.maximum is not None:
        parts.append(f"不超过{_beside(show(parameter, bound.maximum))}")
    if bound.usual:
        parts.append(_usual(parameter))
    if bound.one_of:
        parts.append("、".join(label for _, label in bound.one_of) + (" 中选一" if len(bound.one_of) > 1 else ""))
    if bound.required:
        parts.append(f"{_named(parameter, bound.required)}为法定项，不能改")
    return "，".join(parts)


def tightened(parameter: Parameter, value, source: str) -> Parameter:
    """The parameter with a province's stricter value as its new limit: nobody below may fall back behind it."""
    bound = parameter.bound
    if bound.minimum is not None and bound.maximum is None:
        bound = replace(bound, minimum=_parts(value)[0])
    elif bound.maximum is not None and bound.minimum is None:
        bound = replace(bound, maximum=_parts(value)[-1])
    return replace(parameter, bound=bound, article="；".join(part for part in (parameter.article, source) if part))
