"""Names of the schedule's acts in the log."""

from elections.community_links import CommunityLink, register_link
from huanjie.activity import verbs

verbs.register(
    {
        "community_cycle.schedule": "调整社区日程",
        "step.changed": "修改步骤模板",
        "step.dropped": "停用步骤",
        "step.restored": "恢复步骤",
        "step.added": "增设步骤",
        "step.removed": "撤销增设的步骤",
    }
)
register_link(CommunityLink("日程", "elections:schedule", order=10))
