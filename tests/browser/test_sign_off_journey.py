"""Done with evidence, signed off by somebody else, seen by the board: as the roles that do it, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions import links
from actions.models import Plan
from actions.vocabulary import Stage
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def asks(plan):
    """The plan, which asks for sign-off."""
    Plan.objects.update(sign_off=True)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def held(asks, leads_post):
    """An action of the lead's that is in progress."""
    return builders.item(asks, "Train the assessors", ref="1c", due=TODAY, leads=(leads_post,))


class TestAJourney:
    @pytest.fixture(params=["with scripts", "without scripts"])
    def browser_context_args(self, browser_context_args, request):
        """Everything must work without JavaScript as well."""
        return {**browser_context_args, "java_script_enabled": request.param == "with scripts"}

    def test_a_lead_says_done_with_evidence_a_manager_signs_it_off_and_the_board_sees_it(
        self, signed_in, visit, live_server, lead, manager, board_member, held, tmp_path
    ):
        file = tmp_path / "attendance.txt"
        file.write_text("All twelve came")
        signed_in(lead)
        page = visit(links.item_page(held.plan, held.pk, "update_action"))
        page.get_by_label("Done", exact=True).check()
        page.get_by_label("File", exact=True).set_input_files(file)
        page.get_by_label("What is it? (optional)").fill("Attendance list")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("link", name="Attendance list", exact=True)).to_be_visible()

        signed_in(manager)
        page = visit(links.plan_page(held.plan, "sign_off"))
        page.get_by_role("link", name="Train the assessors").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Attendance list", exact=True).click()
        assert download.value.suggested_filename == "attendance.txt"
        page.get_by_label("Accept it: it is signed off").check()
        page.get_by_label("I have looked at all of this evidence").check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("1c It is signed off.")).to_be_visible()
        expect(page.get_by_text("Nothing waits to be signed off.")).to_be_visible()

        signed_in(board_member)
        page = visit(links.board_page(held.plan))
        expect(page.get_by_role("columnheader", name="Signed off")).to_be_visible()
        page = visit(links.item_page(held.plan, held.pk))
        expect(page.get_by_text("Signed off by Mo Manager")).to_be_visible()
        expect(page.get_by_text("Evidence looked at: Attendance list.")).to_be_visible()


class TestEveryPage:
    @pytest.fixture(params=["list", "decide", "check", "add", "withdraw", "refused"])
    def address(self, request, held, lead):
        builders.evidence(held, "Minutes of the training board, with a long title that wraps", note="Held in June")
        done = builders.item(held.plan, "Recruit", ref="2", stage=Stage.DONE)
        builders.evidence(done, "All posts", content=b"All posts are filled")
        checked = builders.item(held.plan, "Publish", ref="3", stage=Stage.SIGNED_OFF)
        evidence = held.evidence_events.get()
        return {
            "list": links.plan_page(held.plan, "sign_off"),
            "decide": links.item_page(held.plan, done.pk, "sign_off_action"),
            "check": links.item_page(held.plan, checked.pk, "sign_off_action"),
            "refused": links.item_page(held.plan, held.pk, "sign_off_action"),
            "add": links.item_page(held.plan, held.pk, "add_evidence"),
            "withdraw": links.evidence_page(evidence, "withdraw_evidence"),
        }[request.param]

    def test_is_accessible_and_fits_the_narrowest_screen(
        self, signed_in, visit, manager, address, assert_accessible, assert_fits_320
    ):
        signed_in(manager)
        page = visit(address)
        assert_accessible(page)
        assert_fits_320(page)
        if page.get_by_role("button", name="Save").count():
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
            assert_accessible(page)
