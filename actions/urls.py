"""The register's addresses, one line a page."""

from django.urls import path

from actions.pages import (
    accept_invitation,
    account,
    action,
    answer,
    board,
    evidence,
    membership,
    mine,
    parties,
    party,
    people,
    plan_actions,
    plans,
    update,
    withdraw,
    workbook,
)

urlpatterns = [
    path("", plans.plans, name="plans"),
    path("account/", account.account, name="your_account"),
    path("invitation/<str:token>/", accept_invitation.accept, name="accept_invitation"),
    path("people/", people.people, name="people"),
    path("people/<slug:organisation>/", people.organisation_people, name="organisation_people"),
    path("people/<slug:organisation>/<int:pk>/", membership.membership, name="membership"),
    path("people/<slug:organisation>/invitations/<int:pk>/", people.invitation, name="invitation"),
    path("parties/", parties.parties, name="parties"),
    path("parties/<slug:organisation>/", parties.organisation_parties, name="organisation_parties"),
    path("parties/<slug:organisation>/<int:pk>/", party.party, name="party"),
    path("mine/", mine.mine, name="my_actions"),
    path("answer/<str:token>/", answer.answer, name="answer"),
    path("answer/<str:token>/<int:pk>/", answer.answer, name="answer_one"),
    path("<slug:organisation>/<slug:plan>/", board.board, name="board"),
    path("<slug:organisation>/<slug:plan>/workbook/", workbook.workbook, name="workbook"),
    path("<slug:organisation>/<slug:plan>/actions/", plan_actions.plan_actions, name="plan_actions"),
    path("<slug:organisation>/<slug:plan>/review/", plan_actions.review, name="review"),
    path("<slug:organisation>/<slug:plan>/actions/<int:pk>/", action.action, name="action"),
    path("<slug:organisation>/<slug:plan>/actions/<int:pk>/evidence/", evidence.add, name="add_evidence"),
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/evidence/<int:key>/",
        evidence.evidence_file,
        name="evidence_file",
    ),
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/evidence/<int:key>/withdraw/",
        evidence.withdraw,
        name="withdraw_evidence",
    ),
    path("<slug:organisation>/<slug:plan>/actions/<int:pk>/decide/", action.decide, name="decide_date"),
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/withdraw/<int:move>/", withdraw.withdraw, name="withdraw_date"
    ),
    path("<slug:organisation>/<slug:plan>/actions/<int:pk>/update/", update.update, name="update_action"),
]
