"""Addresses of incidents."""

from django.urls import path

from apps.incidents import views

app_name = "incidents"

urlpatterns = [
    path("", views.list, name="list"),
    path("concerns/", views.inbox, name="inbox"),
    path("concerns/<uuid:id>/", views.concern, name="concern"),
    path("concerns/<uuid:id>/dismiss/", views.dismiss, name="dismiss"),
    path("concerns/<uuid:id>/incident/", views.take, name="take"),
    path("anonymous/", views.anonymous_reports, name="anonymous_reports"),
    path("anonymous/<uuid:id>/", views.take_anonymous, name="take_anonymous"),
    path("report/", views.start, name="start"),
    path("report/anonymously/", views.report_anonymously, name="report_anonymously"),
    path("report/<uuid:id>/", views.report, name="report"),
    path("mine/", views.mine, name="mine"),
    path("actions/", views.assigned, name="assigned"),
    path("actions/<uuid:id>/done/", views.say_done, name="say_done"),
    path("actions/<uuid:id>/finish/", views.finish, name="finish"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/move/", views.move, name="move"),
    path("<uuid:id>/comment/", views.comment, name="comment"),
    path("<uuid:id>/act/", views.act, name="act"),
]
