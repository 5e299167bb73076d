"""The register's addresses, one line a page."""

from django.urls import path

from actions.pages import (
    accept_invitation,
    account,
    action,
    answer,
    board,
    board_words,
    correct_date,
    dates,
    evidence,
    membership,
    mine,
    parties,
    party,
    people,
    plan_actions,
    plans,
    round,
    round_answers,
    round_lead,
    round_reply,
    round_sheet,
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
    path("<slug:organisation>/<slug:plan>/round/", round.round_page, name="round"),
    path("<slug:organisation>/<slug:plan>/round/send/", round.send, name="send_round"),
    path("<slug:organisation>/<slug:plan>/round/close/", round.close, name="close_round"),
    path("<slug:organisation>/<slug:plan>/round/answers/", round_answers.round_answers, name="round_answers"),
    path("<slug:organisation>/<slug:plan>/round/sheet/", round_sheet.round_sheet, name="round_sheet"),
    path("<slug:organisation>/<slug:plan>/round/<int:round>/<int:party>/", round_lead.round_lead, name="round_lead"),
    path(
        "<slug:organisation>/<slug:plan>/round/<int:round>/<int:party>/<int:pk>/",
        round_reply.round_reply,
        name="round_reply",
    ),
    path("<slug:organisation>/<slug:plan>/workbook/", workbook.workbook, name="workbook"),
    path("<slug:organisation>/<slug:plan>/dates/", dates.dates, name="dates"),
    path("<slug:organisation>/<slug:plan>/dates/workbook/", dates.workbook, name="dates_workbook"),
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
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/correct-date/", correct_date.correct_date, name="correct_date"
    ),
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/withdraw/<int:move>/", withdraw.withdraw, name="withdraw_date"
    ),
    path(
        "<slug:organisation>/<slug:plan>/actions/<int:pk>/words/<int:update>/",
        board_words.board_words,
        name="board_words",
    ),
    path("<slug:organisation>/<slug:plan>/actions/<int:pk>/update/", update.update, name="update_action"),
]
