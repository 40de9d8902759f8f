"""The reserve pool of the demonstration: some people kept for each street's first communities, seats and vacancies."""

from datetime import timedelta

from candidates.enums import PoliticalStatus, Post
from candidates.enums_review import ReserveSource, Willingness
from candidates.services.reserve import add_measure, enter, plan_posts
from elections.enums import Gender
from reports.demo.fieldwork import EDUCATION
from reports.demo.stage import Stage, first_of_each_street

SEATS = ((Post.PARTY_SECRETARY, 1), (Post.PARTY_DEPUTY_SECRETARY, 1), (Post.PARTY_MEMBER, 3), (Post.COMMITTEE_CHAIR, 1),
         (Post.COMMITTEE_DEPUTY_CHAIR, 1), (Post.COMMITTEE_MEMBER, 3))  # fmt: skip
MEASURES = ("参加全区社区工作者培训班", "在社区挂职锻炼", "由街道领导联系谈话", "参与老旧小区改造专班")


def fill(stage: Stage) -> None:
    """In the first community of each street."""
    for row in first_of_each_street(stage):
        by = stage.street_viewers[row.area_code[:9]]
        plan = {post: (seats, stage.random.randint(0, seats)) for post, seats in SEATS}
        plan_posts(community_cycle=row, plan=plan, by=by)
        for source in stage.random.sample(list(ReserveSource), 3):
            _one(stage, row, source, by)


def _one(stage: Stage, row, source, by) -> None:
    person = stage.people.person(stage.first, youngest=24, oldest=45)
    kept = enter(
        community_cycle=row, name=person.name, gender=Gender.MALE if person.gender == "男" else Gender.FEMALE,
        ethnicity=person.ethnicity, birth_date=person.birth_date, id_number=person.id_number, phone=person.phone,
        source=source, posts=[Post.COMMITTEE_MEMBER], willingness=stage.random.choice(list(Willingness)),
        political_status=PoliticalStatus.NONE, education=EDUCATION[person.education],
        entered_on=stage.first - timedelta(days=stage.random.randint(0, 20)), by=by,
    )  # fmt: skip
    add_measure(person=kept, on=stage.first, what=stage.random.choice(MEASURES), by=by)
