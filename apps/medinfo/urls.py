"""Addresses of medinfo."""

from django.urls import path

from apps.medinfo import rule_views, step_views, views

app_name = "medinfo"

urlpatterns = [
    path("", views.list, name="list"),
    path("queue/", views.queue, name="queue"),
    path("new/", views.make, name="make"),
    path("affiliations/", views.affiliations, name="affiliations"),
    path("response-time/", views.measured, name="measures"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/response-time/", rule_views.response_time, name="response_time"),
    path("rules/<uuid:id>/", rule_views.rule, name="rule"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/answers/", views.answers, name="answers"),
    path("<uuid:id>/submit/", step_views.submit, name="submit"),
    path("<uuid:id>/withdraw/", step_views.withdraw, name="withdraw"),
    path("<uuid:id>/take/", step_views.take, name="take"),
    path("<uuid:id>/assign/", step_views.assign, name="assign"),
    path("<uuid:id>/put-back/", step_views.put_back, name="put_back"),
    path("<uuid:id>/return/", step_views.return_back, name="return_back"),
    path("<uuid:id>/assess/", step_views.assess, name="assess"),
    path("<uuid:id>/answer/", step_views.answer, name="answer"),
    path("<uuid:id>/approve/", step_views.approve, name="approve"),
    path("<uuid:id>/deliver/", step_views.deliver, name="deliver"),
    path("<uuid:id>/sign/", step_views.sign, name="sign"),
    path("<uuid:id>/reopen/", step_views.reopen, name="reopen"),
]
