"""`{% load ui %}` brings every tag of the look at once, so that a page never has to know in which module one stands."""

from django import template

from apps.core.templatetags import ui_blocks, ui_fields, ui_lists, ui_marks, ui_times

register = template.Library()
for _module in (ui_marks, ui_blocks, ui_fields, ui_lists, ui_times):
    register.tags.update(_module.register.tags)
    register.filters.update(_module.register.filters)
