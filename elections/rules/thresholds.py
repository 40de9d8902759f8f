"""Every threshold of the procedure as one function of integers (domain brief §13). No division, no float.

Without an article named, a Party rule is 《中国共产党基层组织选举工作条例》 (2020) and an article one of
城市居民委员会组织法 (2025). "以上" and "不少于" include the number itself, "超过" and "过半数" do not (民法典 art. 1259).
"""

from calendar import monthrange
from datetime import date, timedelta

from elections.enums import ElectionMode
from elections.rules.parameters import Ratio

HALF, TWO_THIRDS, FOUR_FIFTHS = Ratio(1, 2), Ratio(2, 3), Ratio(4, 5)
ONE_THIRD, ONE_FIFTH, ONE_TENTH = Ratio(1, 3), Ratio(1, 5), Ratio(1, 10)


def more_than(part: int, ratio: Ratio, whole: int) -> bool:
    """part > ratio × whole."""
    return part * ratio.denominator > whole * ratio.numerator


def at_least(part: int, ratio: Ratio, whole: int) -> bool:
    """part ≥ ratio × whole."""
    return part * ratio.denominator >= whole * ratio.numerator


def least_more_than(ratio: Ratio, whole: int) -> int:
    """The smallest number that is more than ratio × whole."""
    return whole * ratio.numerator // ratio.denominator + 1


def least_at_least(ratio: Ratio, whole: int) -> int:
    """The smallest number that is no less than ratio × whole."""
    return -(-whole * ratio.numerator // ratio.denominator)


# --- the Party side


def party_quorum_met(actual: int, expected: int, ratio: Ratio = FOUR_FIFTHS) -> bool:
    """实到会 no less than four fifths of 应到会有选举权人数; exactly four fifths is enough."""
    return at_least(actual, ratio, expected)


def party_quorum_needed(expected: int, ratio: Ratio = FOUR_FIFTHS) -> int:
    """How many must be present."""
    return least_at_least(ratio, expected)


def party_elected(yes: int, expected: int, ratio: Ratio = HALF) -> bool:
    """赞成票 more than half of 应到会有选举权人数; exactly half is not elected."""
    return more_than(yes, ratio, expected)


def party_votes_needed(expected: int, ratio: Ratio = HALF) -> int:
    """The votes that elect."""
    return least_more_than(ratio, expected)


def party_margin_met(candidates: int, seats: int, margin: Ratio = ONE_FIFTH) -> bool:
    """Candidates exceed the seats by the margin (20 %) at least."""
    return at_least(candidates - seats, margin, seats)


def party_candidates_needed(seats: int, margin: Ratio = ONE_FIFTH) -> int:
    """How many candidates the margin asks for, rounded up: 5 → 6, 7 → 9."""
    return seats + least_at_least(margin, seats)


def returned_within_issued(returned: int, issued: int) -> bool:
    """Ballots returned do not exceed those issued; otherwise the vote is void (both sides)."""
    return returned <= issued


def picked_within_seats(picked: int, seats: int) -> bool:
    """A ballot picks no more than the seats; otherwise that ballot is void (both sides)."""
    return picked <= seats


def seats_may_be_reduced(consenting: int, electors: int, half_is_enough: bool = False) -> bool:
    """Electors who agree to leave what is missing unfilled: more than half, or half where the cycle says so."""
    return at_least(consenting, HALF, electors) if half_is_enough else more_than(consenting, HALF, electors)


# --- the residents' committee


def turnout_ratio(mode: str) -> Ratio:
    """Art. 19: half of the voters, half of the household representatives, two thirds of the representatives."""
    return TWO_THIRDS if mode == ElectionMode.REPRESENTATIVES else HALF


def turnout_valid(mode: str, cast: int, registered: int, ratio: Ratio | None = None) -> bool:
    """Art. 19: more than that part voted. Exactly half, or exactly two thirds, is void: of 39 representatives 27."""
    return more_than(cast, ratio or turnout_ratio(mode), registered)


def turnout_needed(mode: str, registered: int, ratio: Ratio | None = None) -> int:
    """How many must vote."""
    return least_more_than(ratio or turnout_ratio(mode), registered)


def committee_elected(votes: int, taking_part: int, ratio: Ratio = HALF) -> bool:
    """Art. 19: more than half of those taking part in the vote."""
    return more_than(votes, ratio, taking_part)


def committee_votes_needed(taking_part: int, ratio: Ratio = HALF) -> int:
    """The votes that elect."""
    return least_more_than(ratio, taking_part)


def supplementary_elected(votes: int, cast: int, ratio: Ratio = ONE_THIRD) -> bool:
    """Art. 19, 另行选举: no less than a third of the ballots cast in that round; exactly a third is enough."""
    return at_least(votes, ratio, cast)


def supplementary_votes_needed(cast: int, ratio: Ratio = ONE_THIRD) -> int:
    """The votes without which nobody is elected in a supplementary ballot."""
    return least_at_least(ratio, cast)


def candidates_exceed_seats(candidates: int, seats: int, least: int = 1) -> bool:
    """Art. 18: more candidates than seats."""
    return candidates >= seats + least


def nomination_valid(joint_nominators: int, least: int = 10) -> bool:
    """Art. 18: ten voters or more, each counted once."""
    return joint_nominators >= least


def proxy_within_limit(principals: int, most: int = 3) -> bool:
    """Art. 19: nobody votes for more than three."""
    return principals <= most


def representatives_usual(representatives: int, households: int, per: tuple[int, int] = (20, 50)) -> bool:
    """Art. 13: usually one representative for 20 to 50 households."""
    return representatives * per[0] <= households <= representatives * per[1]


def representatives_usual_range(households: int, per: tuple[int, int] = (20, 50)) -> tuple[int, int]:
    """Art. 13: the usual least and most number of representatives."""
    return -(-households // per[1]), households // per[0]


# --- meetings and petitions of the residents


def residents_meeting_valid(attended: int, eligible: int) -> bool:
    """Art. 27: more than half of the adults, or of the household representatives, take part."""
    return more_than(attended, HALF, eligible)


def representatives_meeting_valid(attended: int, members: int) -> bool:
    """Art. 29: two thirds of the members or more: of 39 members 26 (unlike the vote of art. 19)."""
    return at_least(attended, TWO_THIRDS, members)


def representatives_meeting_composed(representatives: int, members: int) -> bool:
    """Art. 28: four fifths of the meeting's members or more are representatives."""
    return at_least(representatives, FOUR_FIFTHS, members)


def representatives_meeting_called(petitioners: int, representatives: int) -> bool:
    """Art. 28: a fifth of the representatives may have it called."""
    return at_least(petitioners, ONE_FIFTH, representatives)


def meeting_decides(yes: int, attended: int) -> bool:
    """Art. 27, 29: more than half of those present."""
    return more_than(yes, HALF, attended)


def recall_by_voters(petitioners: int, voters: int) -> bool:
    """Art. 20: a tenth of the voters or household representatives."""
    return at_least(petitioners, ONE_TENTH, voters)


def recall_by_representatives(petitioners: int, representatives: int) -> bool:
    """Art. 20: a third of the representatives."""
    return at_least(petitioners, ONE_THIRD, representatives)


def recall_passed(mode: str, cast: int, registered: int, yes: int) -> bool:
    """Art. 20: voted on as elected, with the turnout of that way and more than half of those voting."""
    return turnout_valid(mode, cast, registered) and more_than(yes, HALF, cast)


# --- days (natural days; the day something begins does not count, 民法典 art. 201)


def latest_voter_list(election_day: date, lead_days: int = 20) -> date:
    """Art. 17: the last day on which the list may be published."""
    return election_day - timedelta(days=lead_days)


def appeal_deadline(published: date, days: int = 5) -> date:
    """Art. 17: the last day to object to the list."""
    return published + timedelta(days=days)


def appeal_decision_deadline(received: date, days: int = 3) -> date:
    """Art. 17: the last day to decide on an objection."""
    return received + timedelta(days=days)


def handover_deadline(elected: date, days: int = 10) -> date:
    """Art. 25: the last day of the handover."""
    return elected + timedelta(days=days)


def publication_long_enough(begun: date, ended: date, days: int = 15) -> bool:
    """Art. 34: published for fifteen days or more."""
    return (ended - begun).days >= days


def latest_meeting_notice(meeting: date, days: int = 10) -> date:
    """Art. 26: the last day to give notice of a residents' meeting."""
    return meeting - timedelta(days=days)


def of_age_on(birth_date: date, age: int) -> date:
    """The birthday on which somebody completes the years; of a 29 February in other years the 28th (民法典 art. 202)."""
    year = birth_date.year + age
    return date(year, birth_date.month, min(birth_date.day, monthrange(year, birth_date.month)[1]))


def is_of_age(birth_date: date, on: date, age: int = 18, includes_birthday: bool = True) -> bool:
    """Art. 16: eighteen on the election day. Whether the birthday itself counts is for the province's rules to say."""
    reached = of_age_on(birth_date, age)
    return reached <= on if includes_birthday else reached < on
