"""Party organizations named by a roster: found, made, and taken away again when nobody needs them."""

from elections.enums import OrganizationKind
from elections.models import Community, PartyMember, PartyOrganization
from huanjie.shared.verdict import Refused

WITHOUT_BRANCH = "未写明支部"


def kind_by_name(name: str) -> str:
    """The kind an organization's name says: the last of its words decides (党总支第二支部 is a branch)."""
    endings = (
        ("支部", OrganizationKind.PARTY_BRANCH),
        ("总支", OrganizationKind.GENERAL_PARTY_BRANCH),
        ("党委", OrganizationKind.PARTY_COMMITTEE),
        ("委员会", OrganizationKind.PARTY_COMMITTEE),
    )
    bare = name.split("（")[0].split("(")[0]
    found = [(bare.rfind(word), kind) for word, kind in endings if word in bare]
    return max(found)[1] if found else OrganizationKind.PARTY_BRANCH


class OrganizationBook:
    """The organizations that (community code, name) pairs mean; missing ones are made in two statements for all.
    `created` are their keys. Runs inside the caller's transaction."""

    def __init__(self, pairs):
        codes = {code for code, _ in pairs}
        self._communities = dict(Community.objects.current().filter(code__in=codes).values_list("code", "pk"))
        if len(self._communities) < len(codes):
            raise Refused("有的社区在预览之后已经停用。请取消本次导入，核对社区后重新上传。")
        self._found = self._load()
        missing = sorted(pair for pair in pairs if pair not in self._found)
        made = PartyOrganization.objects.bulk_create(
            PartyOrganization(name=name, kind=kind_by_name(name), area_code=code, community_id=self._communities[code])
            for code, name in missing
        )
        self.created = [organization.pk for organization in made]
        self._found |= {(made_one.area_code, made_one.name): made_one.pk for made_one in made}

    def _load(self) -> dict:
        here = PartyOrganization.objects.filter(community__in=self._communities.values())
        return {(code, name): pk for code, name, pk in here.values_list("community__code", "name", "pk")}

    def find(self, code: str, name: str) -> tuple[int, int]:
        """Keys of the organization and of its community."""
        return self._found[code, name], self._communities[code]


def remove_unused(*, pks) -> int:
    """Delete those of the organizations nobody belongs to any more; returns how many."""
    pks = list(pks)
    used = set(PartyMember.objects.filter(organization__in=pks).values_list("organization", flat=True))
    used |= set(PartyOrganization.objects.filter(parent__in=pks).values_list("parent", flat=True))
    count, _ = PartyOrganization.objects.filter(pk__in=set(pks) - used).delete()
    return count
