"""A council with one plan and a user of each role, for every test that asks for one."""

import os

import pytest

from actions.vocabulary import Role
from tests import builders


@pytest.fixture
def council(db):
    """Northmoor Council."""
    return builders.organisation()


@pytest.fixture
def plan(council):
    """The council's recovery plan, without any action."""
    return builders.plan(council)


@pytest.fixture
def admin(council):
    """An administrator of the council."""
    return builders.user(Role.ADMIN, council, name="Ada Admin")


@pytest.fixture
def manager(council):
    """The council's programme manager."""
    return builders.user(Role.MANAGER, council, name="Mo Manager")


@pytest.fixture
def lead(council):
    """A lead of the council."""
    return builders.user(Role.LEAD, council, name="Lee Lead")


@pytest.fixture
def leads_post(council, lead):
    """The post that the lead fills: what it holds, the lead may update."""
    return builders.party(council, "Head of Early Help", user=lead)


@pytest.fixture
def board_member(council):
    """A member of the board."""
    return builders.user(Role.BOARD, council, name="Bo Board")


@pytest.fixture
def clerk(council):
    """A committee clerk of the council."""
    return builders.user(Role.CLERK, council, name="Cleo Clerk")


@pytest.fixture
def stranger(db):
    """The programme manager of another organisation."""
    return builders.user(Role.MANAGER, builders.organisation("Farrow Trust"), name="Sam Stranger")


def pytest_sessionfinish(session, exitstatus):
    """With NO_SKIPS set, as on a machine that has everything, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NO_SKIPS") and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
