"""Addresses of kols."""

from django.urls import URLPattern, path

from apps.kols import views

app_name = "kols"

urlpatterns: list[URLPattern] = [
    path("", views.list, name="list"),
    path("profiles/<uuid:pk>/edit/", views.edit, name="edit"),
    path("profiles/<uuid:pk>/stage/", views.change_stage, name="change_stage"),
    path("nominate/<uuid:pk>/", views.nominate, name="nominate"),
    path("publications/<uuid:pk>/", views.publications, name="publications"),
    path("trials/", views.trials, name="trials"),
    path("trials/<uuid:pk>/", views.trial, name="trial"),
    path("people/<uuid:pk>/trials/", views.person_trials, name="person_trials"),
    path("candidates/", views.candidates, name="candidates"),
    path("candidates/<uuid:pk>/", views.candidate, name="candidate"),
    path("candidates/<uuid:pk>/nominate/", views.nominate_candidate, name="nominate_candidate"),
    path("candidates/<uuid:pk>/dismiss/", views.dismiss_candidate, name="dismiss_candidate"),
    path("candidates/<uuid:pk>/reopen/", views.reopen_candidate, name="reopen_candidate"),
    path("questions/", views.questions, name="questions"),
    path("questions/<uuid:pk>/answer/", views.answer_question, name="answer_question"),
]
