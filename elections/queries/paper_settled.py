"""Facts of papers about what follows the vote: the supervision committee and the handover."""

from elections.models import Handover, SupervisionChoice


def supervision(community_cycle, known) -> dict:
    choice = SupervisionChoice.objects.filter(community_cycle=community_cycle).first()
    if choice is None:
        return {}
    people = [person for person in choice.members.all() if person.is_elected]
    table = {
        "columns": [["姓名", 40], ["性别", 20], ["职务", 0]],
        "rows": [[p.name, p.get_gender_display() or "—", "主任" if p.is_chair else "成员"] for p in people],
    }
    return {
        "supervision_held_on": choice.held_on,
        "supervision_meeting": choice.get_meeting_display(),
        "supervision_table": table if people else None,
    }


def handover(community_cycle, known) -> dict:
    row = Handover.objects.filter(community_cycle=community_cycle).first()
    if row is None or not row.items:
        return {}
    return {
        "handover_table": {
            "columns": [["序号", 14], ["移交事项", 0], ["情况", 30], ["说明", 44]],
            "rows": [
                [str(n), item["name"], "已移交" if item.get("is_done") else "", item.get("note", "")]
                for n, item in enumerate(row.items, start=1)
            ],
            "by_hand": True,
        }
    }


SOURCES = (
    (frozenset({"supervision_held_on", "supervision_meeting", "supervision_table"}), supervision),
    (frozenset({"handover_table"}), handover),
)
