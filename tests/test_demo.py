"""The demo data, installed by a process of its own: the story they tell is there."""

import os
from collections import Counter

import pytest
from passlib.hash import pbkdf2_sha512

from kas_runtime import databases, server
from kas_runtime.demo import LOGINS

MODULE = "key_account_service"
LANGUAGE = "UPDATE res_lang SET active = %s WHERE code = 'zh_CN'"
OUR_CASES = """
    helpdesk_ticket t JOIN ir_model_data d
    ON d.model = 'helpdesk.ticket' AND d.res_id = t.id
    AND d.module = 'key_account_service'
"""


class Demo:
    """A database with demo data and the log of its installation."""

    def __init__(self, name, log):
        self.name = name
        self.log = log

    def query(self, statement, *values):
        with databases.cursor(self.name) as cr:
            cr.execute(statement, values)
            return cr.fetchall() if cr.description else []

    def value(self, statement, *values):
        return self.query(statement, *values)[0][0]

    def complaints(self):
        """What the log has that it would not have without the add-on."""
        baseline = databases.template_log(databases.template(demo=True))
        return databases.new_complaints(self.log, baseline)

    def install(self):
        databases.install_module(self.name, self.log, "--with-demo")


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Makes databases that have all but the add-on, demo data included."""
    names = []

    def make(suffix):
        name = f"{databases.TEST}{os.getpid()}_{suffix}"
        names.append(name)
        databases.clone_database(name, databases.template(demo=True))
        return Demo(name, tmp_path_factory.mktemp(suffix) / "odoo.log")

    yield make
    for name in names:
        databases.drop_database(name)


@pytest.fixture(scope="module")
def demo(clone):
    """Only to be read: the tests share it."""
    demo = clone("demo")
    demo.install()
    return demo


def test_demo_data_load_without_a_complaint(demo):
    # Odoo goes on without demo data that fail, and says so only in the log.
    assert demo.complaints() == []
    assert demo.value("SELECT count(*) FROM ir_demo_failure") == 0


def test_accounts_of_every_kind_and_tier(demo):
    accounts = demo.query(
        "SELECT p.key_account_kind, t.code FROM res_partner p"
        " JOIN key_account_tier t ON t.id = p.key_account_tier_id"
        " WHERE p.key_account_kind IS NOT NULL"
    )
    kinds = Counter(kind for kind, _tier in accounts)
    assert kinds == {"group": 7, "leadership": 3, "business_partner": 3}
    assert {tier for _kind, tier in accounts} == set("ABCD")


def test_key_persons_belong_to_their_group(demo):
    persons = demo.query(
        "SELECT count(*), count(p.email) FROM res_partner p"
        " JOIN res_partner g ON g.id = p.parent_id AND g.key_account_kind = 'group'"
        " WHERE p.key_account_kind IS NULL AND p.key_account_id = g.id"
    )
    # One has left, and the address with the post.
    assert persons == [(12, 11)]


def test_a_vip_who_works_for_a_group_keeps_the_own_tier(demo):
    tiers = demo.query(
        "SELECT vip.code, own.code FROM res_partner p"
        " JOIN key_account_tier vip ON vip.id = p.key_account_tier_id"
        " JOIN res_partner g ON g.id = p.parent_id"
        " JOIN key_account_tier own ON own.id = g.key_account_tier_id"
        " WHERE p.key_account_kind = 'business_partner'"
    )
    assert tiers == [("B", "C")]


def test_two_managers_deputise_for_each_other_under_one_line(demo):
    pairs = demo.query(
        "SELECT DISTINCT manager.login, deputy.login, leader.login, head.login"
        " FROM res_partner p"
        " JOIN res_users manager ON manager.id = p.key_account_manager_id"
        " JOIN res_users deputy ON deputy.id = p.key_account_deputy_id"
        " JOIN key_account_team team ON team.id = p.key_account_team_id"
        " JOIN res_users leader ON leader.id = team.leader_id"
        " JOIN key_account_team above ON above.id = team.parent_id"
        " JOIN res_users head ON head.id = above.leader_id ORDER BY 1"
    )
    line = ("zhao.min", "chen.hua")
    assert pairs == [
        ("li.qiang", "wang.fang", *line),
        ("wang.fang", "li.qiang", *line),
    ]


def test_the_logins_shown_work(demo):
    lines = LOGINS.read_text().splitlines()
    logins = {line.split()[0] for line in lines[lines.index("") + 2 :]}
    expected = {"wang.fang", "li.qiang", "zhao.min", "chen.hua", "auditor", "counter"}
    assert logins == expected | {"crew", "customer", "admin"}
    users = demo.query(
        "SELECT login, password FROM res_users WHERE active AND login = ANY(%s)",
        list(logins),
    )
    assert {login for login, _password in users} == logins
    wrong = [login for login, kept in users if not pbkdf2_sha512.verify(login, kept)]
    assert wrong == []


def test_each_login_has_its_place(demo):
    groups = demo.query(
        "SELECT u.login, d.name FROM res_groups_users_rel r"
        " JOIN res_users u ON u.id = r.uid"
        " JOIN ir_model_data d ON d.model = 'res.groups' AND d.res_id = r.gid"
        " WHERE d.name LIKE 'group\\_key\\_account\\_%%'"
        " OR d.name IN ('group_helpdesk_user_own', 'group_portal')"
    )
    assert set(groups) >= {
        ("wang.fang", "group_key_account_officer"),
        ("li.qiang", "group_key_account_officer"),
        ("zhao.min", "group_key_account_supervisor"),
        ("chen.hua", "group_key_account_supervisor"),
        ("auditor", "group_key_account_auditor"),
        ("counter", "group_key_account_officer"),
        ("crew", "group_helpdesk_user_own"),
        ("customer", "group_portal"),
    }


def test_cases_of_every_kind_in_every_stage(demo):
    cases = demo.query(f"SELECT t.case_kind, t.stage_id, t.number FROM {OUR_CASES}")
    assert len(cases) == 31
    assert {kind for kind, _stage, _number in cases} == {
        "complaint",
        "enquiry",
        "business",
        "maintenance",
        "suggestion",
    }
    stages = {id_ for (id_,) in demo.query("SELECT id FROM helpdesk_ticket_stage")}
    assert {stage for _kind, stage, _number in cases} == stages
    levels = f"SELECT DISTINCT complaint_level_id FROM {OUR_CASES}"
    assert len(demo.query(f"{levels} WHERE case_kind = 'complaint'")) == 3


def test_cases_are_owned_and_not_of_the_future(demo):
    for wrong in (
        "first_contact_user_id IS NULL",
        "received_at > now() AT TIME ZONE 'UTC'",
        "customer_informed_at > now() AT TIME ZONE 'UTC'",
        "key_account_id IS NOT NULL AND key_account_manager_id IS NULL",
    ):
        assert demo.query(f"SELECT t.number FROM {OUR_CASES} WHERE {wrong}") == []


#: What a visitor finds, by what the database says of the deadlines.
FACES = {
    "on track": "state = 'running' AND warn_at > started_at AND missed_at IS NULL"
    " AND due_at > create_date + interval '3 hours'",
    "warned": "state = 'running' AND warn_at < create_date AND missed_at IS NULL",
    "missed": "state = 'running' AND missed_at IS NOT NULL",
    "on hold": "state = 'paused' AND due_at IS NULL",
    "kept": "state = 'met' AND missed_at IS NULL",
    "kept late": "state = 'met' AND missed_at IS NOT NULL AND late_by > 0",
}


@pytest.mark.parametrize("face", FACES)
def test_a_deadline_of_every_face(demo, face):
    assert demo.value(f"SELECT count(*) FROM key_account_deadline WHERE {FACES[face]}")


def test_cases_solved_untold_reopened_cancelled_and_without_promise(demo):
    for there in (
        "solved_at IS NOT NULL AND customer_informed_at IS NULL"
        " AND deadline_due_at IS NOT NULL",
        "reopen_count = 1 AND deadline_due_at IS NOT NULL",
        "first_response_at IS NULL AND respond_by IS NOT NULL",
        "key_account_id IS NULL AND deadline_due_at IS NOT NULL",
        "key_account_id IS NOT NULL AND NOT EXISTS (SELECT FROM key_account_deadline"
        " l WHERE l.res_model = 'helpdesk.ticket' AND l.res_id = t.id)",
    ):
        assert demo.query(f"SELECT t.number FROM {OUR_CASES} WHERE {there}"), there


#: Alarms of cases that were due; departments and heads are told of others, too.
OVERDUE = "d.res_model = 'helpdesk.ticket' AND a.mark LIKE 'due+%%'"


def test_a_promise_broken_by_a_lower_level_told_and_noticed(demo):
    alarms = demo.query(
        "SELECT u.login, a.state, a.acknowledged_note IS NULL"
        " FROM key_account_alarm a JOIN res_users u ON u.id = a.user_id"
        " JOIN key_account_deadline d ON d.id = a.deadline_id"
        f" WHERE {OVERDUE} ORDER BY 1"
    )
    assert alarms == [
        ("li.qiang", "delivered", True),
        ("zhao.min", "acknowledged", False),
    ]
    kinds = demo.query(
        "SELECT kind FROM key_account_deadline_event WHERE deadline_id ="
        " (SELECT min(d.id) FROM key_account_alarm a JOIN key_account_deadline d"
        f" ON d.id = a.deadline_id WHERE {OVERDUE}) ORDER BY id"
    )
    assert kinds[0] == ("started",)
    assert kinds.index(("relevelled",)) < kinds.index(("missed",))
    assert kinds[-1] == ("acknowledged",)


def test_something_happens_within_ten_minutes(demo):
    """A warning, two misses, and the steps to department head and company."""
    ahead = "create_date AND create_date + interval '10 minutes'"
    soon = f"next_event_at BETWEEN {ahead}"
    deadlines = (
        "SELECT count(*) FROM key_account_deadline"
        " WHERE res_model = 'helpdesk.ticket' AND"
    )
    assert demo.value(f"{deadlines} {soon} AND warn_at BETWEEN {ahead}") == 1
    assert demo.value(f"{deadlines} {soon} AND due_at BETWEEN {ahead}") == 2
    assert demo.value(f"{deadlines} {soon} AND missed_at IS NOT NULL") == 2


def test_staff_answered_the_customer(demo):
    """First responses come from messages and from contacts put on record."""
    answers = demo.query(
        f"SELECT DISTINCT u.login, s.name->>'en_US' FROM {OUR_CASES}"
        " JOIN mail_message m ON m.model = 'helpdesk.ticket' AND m.res_id = t.id"
        " JOIN res_users u ON u.partner_id = m.author_id"
        " JOIN mail_message_subtype s ON s.id = m.subtype_id"
    )
    assert set(answers) >= {
        ("wang.fang", "Discussions"),
        ("wang.fang", "Customer contact"),
        ("li.qiang", "Discussions"),
        ("customer", "Discussions"),
    }


def test_nothing_of_the_story_waits_to_be_sent(demo):
    waiting = demo.query(
        f"SELECT m.id FROM {OUR_CASES}"
        " JOIN mail_message m ON m.model = 'helpdesk.ticket' AND m.res_id = t.id"
        " LEFT JOIN mail_mail q ON q.mail_message_id = m.id"
        " LEFT JOIN mail_notification n ON n.mail_message_id = m.id"
        " WHERE q.state = 'outgoing' OR n.notification_status IN ('ready', 'exception')"
    )
    assert waiting == []


def test_languages_are_given_where_they_are_installed(demo):
    languages = demo.query(
        "SELECT p.lang, count(*) FROM res_users u"
        " JOIN res_partner p ON p.id = u.partner_id WHERE u.login IN"
        " ('li.qiang', 'chen.hua', 'counter', 'crew', 'customer', 'wang.fang')"
        " GROUP BY 1 ORDER BY 1"
    )
    assert languages == [("en_US", 1), ("zh_CN", 5)]


def test_the_next_quarter_is_planned(demo):
    plans = demo.query(
        "SELECT u.login, p.state, count(v.id) > 5, bool_and(v.state = 'proposed')"
        " FROM key_account_visit_plan p JOIN res_users u ON u.id = p.user_id"
        " JOIN key_account_visit v ON v.plan_id = p.id GROUP BY 1, 2 ORDER BY 1"
    )
    assert plans == [
        ("li.qiang", "draft", True, True),
        ("wang.fang", "submitted", True, True),
    ]


def test_demo_data_load_without_chinese(clone):
    plain = clone("demo_plain")
    plain.query(LANGUAGE, False)
    plain.install()
    assert plain.complaints() == []
    query = "SELECT count(*) FROM res_partner WHERE lang = 'zh_CN'"
    assert plain.value(query) == 0
    assert plain.value(f"SELECT count(*) FROM {OUR_CASES}") == 31


def test_an_update_tells_the_story_only_once(clone):
    demo = clone("demo_again")
    demo.install()
    counts = (
        "SELECT (SELECT count(*) FROM helpdesk_ticket),"
        " (SELECT count(*) FROM mail_message),"
        " (SELECT count(*) FROM key_account_deadline_event),"
        " (SELECT max(write_date) FROM helpdesk_ticket)"
    )
    before = demo.query(counts)
    server.run_odoo(["-u", MODULE, "--with-demo"], demo.name, demo.log)
    assert demo.complaints() == []
    assert demo.query(counts) == before
