"""Identity of a person as the forms give it: read, checked, then encrypted and hashed."""

from candidates.rules.nomination import check_identity
from elections.enums import Gender
from elections.models.people import PersonalData
from huanjie.shared.identity import normalize_phone, parse_id_number
from huanjie.shared.verdict import Refused, Verdict, no


def set_identity(row: PersonalData, id_number: str, phone: str) -> None:
    """Both numbers onto the row; one that cannot be is refused."""
    number = parse_id_number(id_number)
    if number.error:
        raise Refused(
            no(
                "身份证号不正确。" if str(id_number).strip() else "没有填写身份证号。",
                "请对照身份证逐位核对（18 位，末位可为 X）。",
            )
        )
    telephone = normalize_phone(phone)
    if not telephone.valid:
        raise Refused(no("联系电话不正确。", "请填写 11 位手机号，或带区号的座机号。"))
    row.set_identity(number.text, telephone.text or "")


def check_card(row: PersonalData) -> Verdict:
    """Birth date and sex as written against what the ID number says."""
    card = parse_id_number(row.id_number)
    return check_identity(
        written_birth=row.birth_date, written_gender=Gender(row.gender).label, card_birth=card.birth_date,
        card_gender=card.gender,
    )  # fmt: skip
