"""Navigation and log words of the reserve pool."""

from candidates.permissions_reserve import READERS
from elections.community_links import CommunityLink, register_link
from huanjie.activity import verbs
from huanjie.navigation import Entry, register

register(Entry("后备人选", "candidates:reserve", "users", order=31, roles=READERS))
register_link(CommunityLink("后备人选与职数", "candidates:reserve_place", READERS, order=24))
verbs.register(
    {
        "reserve.entered": "登记后备人选",
        "reserve.corrected": "修改后备人选登记",
        "reserve.measure_added": "登记培养措施",
        "reserve.willingness_set": "登记后备人选本人意愿",
        "reserve.left": "登记后备人选出库",
        "reserve.nominated": "从后备库提名",
        "reserve.posts_planned": "填写职数和预计空缺",
        "reserve.identity_revealed": "查看后备人选身份证号",
    }
)
