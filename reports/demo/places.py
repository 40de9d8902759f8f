"""An invented district under the unassigned code 420199."""

from random import Random

DISTRICT = ("420199000000", "滨江新区")
STREETS = ("望江", "梧桐", "清溪", "柳林", "金桥", "和平", "长堤", "云台", "学府", "沙洲")
COMMUNITIES = (
    "锦绣", "阳光", "康乐", "新华", "东升", "荷花", "翠园", "桂苑", "怡景", "丰收", "春晖", "明珠", "安居", "广福", "文昌",
    "晴川", "古槐", "石桥", "水岸", "青年", "向阳", "永宁", "民主", "胜利", "解放", "团结", "前进", "红星", "滨湖", "银杏",
)  # fmt: skip


def invented_divisions(seed: int) -> bytes:
    """A division code file: a province, a city, one district, ten streets and about a hundred communities."""
    random = Random(seed)
    rows = [
        ("420000000000", "江汉省", 1, ""),
        ("420100000000", "江城市", 2, "420000000000"),
        (*DISTRICT, 3, "420100000000"),
    ]
    for number, street in enumerate(STREETS, start=1):
        code = f"420199{number:03}000"
        rows.append((code, f"{street}街道", 4, DISTRICT[0]))
        names = random.sample(COMMUNITIES, random.randint(8, 12))
        rows += [(f"{code[:9]}{n:03}", f"{name}社区", 5, code) for n, name in enumerate(names, start=1)]
    lines = ["code,name,level,parent_code", *(",".join(map(str, row)) for row in rows)]
    return "\n".join(lines).encode()
