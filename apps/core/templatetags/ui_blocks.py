"""Building blocks that wrap other markup: `{% card title=_("Access") %} ... {% endcard %}`."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()


def _block(component: str, content: str, **values: Any) -> SafeString:
    return render_to_string(
        f"components/{component}.html", {"content": SafeString(content.strip()), **values}
    )


@register.simple_block_tag
def page_header(
    content: str, title: Any, *, subtitle: Any = "", back_url: str = "", back: Any = ""
) -> SafeString:
    """`{% page_header name subtitle=role %} buttons {% endpage_header %}`: the page's only h1 and its actions."""
    return _block("page_header", content, title=title, subtitle=subtitle, back_url=back_url, back=back)


@register.simple_block_tag
def card(
    content: str, *, title: Any = "", icon: str = "", flush: bool = False, anchor: str = ""
) -> SafeString:
    """`{% card title=_("Access") icon="lock" %} ... {% endcard %}`; `flush` for tables and lists without padding."""
    return _block("card", content, title=title, icon=icon, flush=flush, anchor=anchor or slugify(str(title)))


@register.simple_block_tag
def tabs(content: str, label: Any) -> SafeString:
    """`{% tabs _("Sections") %}{% tab url label is_current %}...{% endtabs %}`: tabs that are links to pages."""
    return _block("tabs", content, label=label)


@register.inclusion_tag("components/tab.html")
def tab(url: str, label: Any, is_current: bool = False, *, count: int | None = None) -> dict[str, Any]:
    """One tab inside `{% tabs %}`."""
    return {"url": url, "label": label, "is_current": is_current, "count": count}


@register.simple_block_tag
def menu(content: str, label: Any, *, icon: str = "dots", css: str = "btn", words: bool = True) -> SafeString:
    """`{% menu _("More") %}<a class="dropdown-item" ...>{% endmenu %}`; `words=False` shows the icon alone."""
    return _block("menu", content, label=label, icon=icon, css=css, words=words)


@register.simple_block_tag
def dialog(content: str, name: str, title: Any) -> SafeString:
    """`{% dialog "cancel" _("Cancel this plan") %} form {% enddialog %}`, opened by `data-dialog-open="cancel"`.

    A link that opens it (`<a href="/cancel/" data-dialog-open="cancel">`) leads to a page where there is no script.
    """
    return _block("dialog", content, name=name, title=title)


@register.simple_block_tag
def data_table(content: str, caption: Any) -> SafeString:
    """`{% data_table _("People") %}<thead>...<tbody>...{% enddata_table %}`: sticky head, scrolls in itself."""
    return _block("data_table", content, caption=caption, anchor=f"table-{slugify(str(caption))}")


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, form: Any, *, shown: str = "q") -> SafeString:
    """`{% filter_bar filter.form shown="q tier" %} extra buttons {% endfilter_bar %}`: filters live in the URL.

    Fields named in `shown` are always visible, the others fold into "More filters", open while one is set.
    """
    names = shown.split()
    query = context["request"].GET
    fields = list(form.visible_fields())
    folded = [field for field in fields if field.name not in names]
    return _block(
        "filter_bar",
        content,
        shown=[field for field in fields if field.name in names],
        folded=folded,
        used=sum(1 for field in folded if any(query.getlist(field.html_name))),
        is_filtered=any(any(query.getlist(field.html_name)) for field in fields),
        sort=query.get("sort", ""),
        path=context["request"].path,
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    heading: Any, text: Any = "", *, icon: str = "inbox", url: str = "", action: Any = ""
) -> dict[str, Any]:
    """`{% empty_state _("No plans yet") _("Plan your first visit.") icon="calendar" url=url action=_("Plan") %}`."""
    return {"heading": heading, "text": text, "icon": icon, "url": url, "action": action}
