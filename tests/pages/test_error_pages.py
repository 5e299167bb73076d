"""What goes wrong is said in our own look and one plain sentence, whoever asks and whatever has failed."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from tracker import urls

RAISED = {"denied": PermissionDenied, "missing": Http404, "odd": SuspiciousOperation, "broken": ZeroDivisionError}


@login_not_required
def fail(request, how):
    """Raise the error that the address names."""
    raise RAISED[how]


urlpatterns = [path("fail/<slug:how>/", fail), *urls.urlpatterns]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("how", "status", "heading"),
    [
        ("denied", 403, "You cannot do this"),
        ("missing", 404, "Page not found"),
        ("odd", 400, "This request could not be read"),
        ("broken", 500, "Sorry, there is a problem"),
    ],
)
def test_an_error_has_a_page_of_its_own(how, status, heading):
    response = Client(raise_request_exception=False).get(f"/fail/{how}/")
    assert response.status_code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in response.content.decode()
    assert "tracker.css" in response.content.decode()


@pytest.mark.django_db
def test_a_form_that_has_expired_says_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()
    assert "Nothing was saved" in response.content.decode()


def test_the_page_of_a_failure_needs_neither_request_nor_database():
    assert "Sorry, there is a problem" in render_to_string("500.html")


@pytest.mark.django_db
def test_signing_in_with_a_wrong_password_says_so_at_the_top():
    response = Client().post("/sign-in/", {"login": "a@example.org", "password": "wrong"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: Sign in" in page
    assert page.index("There is a problem") < page.index("<h1")
