"""Addresses of account plans."""

from django.urls import path

from apps.accountplans import step_views, views

app_name = "accountplans"

urlpatterns = [
    path("", views.list, name="list"),
    path("new/", views.make, name="make"),
    path("<uuid:id>/", views.read, name="read"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/goals/new/", views.goal, name="add_goal"),
    path("<uuid:id>/goals/<uuid:goal_id>/", views.goal, name="edit_goal"),
    path("<uuid:id>/goals/<uuid:goal_id>/milestones/new/", views.milestone, name="add_milestone"),
    path("<uuid:id>/goals/<uuid:goal_id>/remove/", step_views.remove_goal, name="remove_goal"),
    path("<uuid:id>/milestones/<uuid:milestone_id>/", views.edit_milestone, name="edit_milestone"),
    path("<uuid:id>/milestones/<uuid:milestone_id>/mark/", step_views.mark, name="mark"),
    path(
        "<uuid:id>/milestones/<uuid:milestone_id>/remove/",
        step_views.remove_milestone,
        name="remove_milestone",
    ),
    path(
        "<uuid:id>/milestones/<uuid:milestone_id>/put-back/",
        step_views.restore_milestone,
        name="restore_milestone",
    ),
    path("<uuid:id>/review/", step_views.review, name="review"),
    path("<uuid:id>/team/", step_views.join, name="join"),
    path("<uuid:id>/team/<uuid:user_id>/remove/", step_views.leave, name="leave"),
    path("<uuid:id>/look-back/", step_views.look_back, name="look_back"),
    path("<uuid:id>/archive/", step_views.archive, name="archive"),
    path("<uuid:id>/restore/", step_views.restore, name="restore"),
]
