"""A test client that inspects every page it opens.

    visitor = Visitor("public")
    page = visitor.get("/plan")            # at most 5 queries, and every promise of a page
    page = visitor.get("/x", queries=9)    # a page that is known to cost more

Every HTML answer is held to what the design system promises: one h1 with which
the title begins, headings that skip no level, labelled fields, forms that say
where they go, no script or style in the page, ids that are unique and exist,
and a bound on queries (5 for citizens, 15 at a desk).
"""

import re
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kyoso.engines.people import api as people

MOST_QUERIES = {"public": 5, "office": 15}
HOSTS = {"public": "testserver", "office": "office.testserver"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNSEEN = {"ks-requirement", "ks-caption", "ks-visually-hidden", "ks-chip"}
_UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
_BLOCKING = ("required", "pattern", "min", "max", "minlength", "placeholder")


class Visitor(Client):
    """A browser without JavaScript at one door."""

    def __init__(self, door: str = "public", **options: Any) -> None:
        super().__init__(HTTP_HOST=HOSTS[door], **options)
        self.door = door

    def as_person(self, person: people.Resident | people.Officer) -> "Visitor":
        """Log in as one of the cast, and return the visitor."""
        self.force_login(person.account)
        return self

    def get(self, path: str, *args: Any, queries: int | None = None, **options: Any):
        return self._inspected(super().get, path, args, options, queries)

    def post(self, path: str, *args: Any, queries: int | None = None, **options: Any):
        # An act writes; only the page that answers is held to the promises.
        return self._inspected(super().post, path, args, options, queries or 10**6)

    def _inspected(self, call, path, args, options, queries):
        with CaptureQueriesContext(connection) as captured:
            answer = call(path, *args, **options)
        if is_page(answer):
            faults = inspect(answer.content.decode(), door=self.door)
            most = MOST_QUERIES[self.door] if queries is None else queries
            if len(captured) > most:
                told = "\n".join(query["sql"][:200] for query in captured)
                faults.append(f"{len(captured)} queries, at most {most}:\n{told}")
            assert not faults, f"{path}:\n" + "\n".join(faults)
        return answer


def is_page(answer: Any) -> bool:
    """Tell whether this is a whole page (not a file, a redirect, a fragment)."""
    return (
        not getattr(answer, "streaming", False)
        and answer.headers.get("Content-Type", "").startswith("text/html")
        and b"<html" in answer.content
    )


def inspect(html: str, *, door: str = "public") -> list[str]:
    """Return what is wrong with a page, one sentence each; [] is a good page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    faults = [
        f"Not valid HTML at line {place[0]}: {code} {details}"
        for place, code, details in parser.errors
    ]
    for check in (
        _title_and_h1,
        _headings,
        _language,
        _main,
        _labels,
        _forms,
        _nothing_inline,
        _ids,
        _images,
    ):
        faults += check(page)
    if door == "public":
        faults += _nothing_blocks(page)
    return faults


def words_of(element: Element) -> str:
    """Return what is read in an element, without white space."""
    found = [element.text or ""]
    for child in element:
        if not _UNSEEN & set(child.get("class", "").split()):
            found.append(words_of(child))
        found.append(child.tail or "")
    return re.sub(r"\s+", "", "".join(found))


def _title_and_h1(page: Element) -> list[str]:
    headings = list(page.iter("h1"))
    if len(headings) != 1:
        return [f"{len(headings)} h1 on the page, not one."]
    title_element = page.find("head/title")
    title = words_of(title_element) if title_element is not None else ""
    title = re.sub(r"^(エラー：|Error:)", "", title)
    heading = words_of(headings[0])
    if not heading or not title.startswith(heading):
        return [f"The title {title!r} does not begin with the h1 {heading!r}."]
    return []


def _headings(page: Element) -> list[str]:
    levels = [int(one.tag[1]) for one in page.iter() if one.tag in _HEADINGS]
    # What stands before the h1 (an error summary) may not be compared with it.
    levels = levels[levels.index(1) :] if 1 in levels else levels
    return [
        f"A h{after} follows a h{before}."
        for before, after in pairwise(levels)
        if after > before + 1
    ]


def _language(page: Element) -> list[str]:
    language = page.get("lang", "")
    return [] if language in {"ja", "en"} else [f"html lang is {language!r}."]


def _main(page: Element) -> list[str]:
    mains = [one.get("id") for one in page.iter("main")]
    return [] if mains == ["main"] else [f"main elements: {mains}, not one #main."]


def _labels(page: Element) -> list[str]:
    named = {one.get("for") for one in page.iter("label")}
    inside = {
        control
        for label in page.iter("label")
        for control in label.iter()
        if control.tag in _CONTROLS
    }
    faults = []
    for control in _controls(page):
        if control.get("type", "text") in _UNLABELLED or control in inside:
            continue
        if not (
            control.get("id") in named
            or control.get("aria-label")
            or control.get("aria-labelledby")
        ):
            faults.append(f"The field {control.get('name')!r} has no label.")
    return faults


_CONTROLS = ("input", "select", "textarea")


def _controls(page: Element) -> list[Element]:
    return [one for one in page.iter() if one.tag in _CONTROLS]


def _forms(page: Element) -> list[str]:
    faults = []
    for form in page.iter("form"):
        if not form.get("action"):
            faults.append("A form does not say where it goes (action).")
        if form.get("method", "").lower() not in {"get", "post"}:
            faults.append("A form does not say how it goes (method).")
        names = {control.get("name") for control in form.iter("input")}
        if form.get("method", "").lower() == "post" and (
            "csrfmiddlewaretoken" not in names
        ):
            faults.append(f"The form to {form.get('action')} has no token.")
    return faults


def _nothing_inline(page: Element) -> list[str]:
    faults = [
        "A script stands in the page."
        for script in page.iter("script")
        if not script.get("src") and script.get("type") != "application/json"
    ]
    faults += ["A style stands in the page." for _ in page.iter("style")]
    for element in page.iter():
        for name, value in element.attrib.items():
            if name == "style" or str(name).startswith("on"):
                faults.append(f"{element.tag} has the attribute {name}.")
            if name == "href" and str(value).lower().startswith("javascript:"):
                faults.append("A link is a script.")
    return faults


def _ids(page: Element) -> list[str]:
    ids = [one.get("id") for one in page.iter() if one.get("id") is not None]
    faults = [
        f"The id {one!r} stands twice." for one in {i for i in ids if ids.count(i) > 1}
    ]
    for element in page.iter():
        for name in _REFERENCES:
            faults += [
                f"{name}={target!r} leads nowhere."
                for target in (element.get(name) or "").split()
                if target not in ids
            ]
        href = element.get("href", "") if element.tag == "a" else ""
        if href.startswith("#") and href[1:] not in ids:
            faults.append(f"The link {href} leads nowhere.")
    return faults


def _images(page: Element) -> list[str]:
    return [
        f"The image {image.get('src')} has no alt."
        for image in page.iter("img")
        if image.get("alt") is None
    ]


def _nothing_blocks(page: Element) -> list[str]:
    return [
        f"The field {control.get('name')!r} has {name}: the server decides, in words."
        for control in _controls(page)
        for name in _BLOCKING
        if control.get(name) is not None
    ]
