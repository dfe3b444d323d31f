"""What is wrong with a page that is to stand alone: read as a browser would, by the rules of HTML5 that matter here."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "col", "input", "link", "source", "wbr"}
# Elements of HTML and SVG that a report may hold; none of them fetches, runs or asks for anything but by src and href.
KNOWN = VOID | {
    "html", "head", "body", "main", "title", "style", "section", "header", "footer", "h1", "h2", "h3", "p", "ul", "li",
    "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "div", "span", "em", "pre", "details",
    "summary", "script", "svg", "g", "path", "rect", "circle", "text", "image",
}  # fmt: skip
KNOWN -= {"link", "source", "input"}
NO_BLOCKS_IN = {"p", "h1", "h2", "h3", "summary", "span"}  # of text alone
BLOCKS = {"div", "p", "table", "ul", "figure", "section", "pre", "details", "h1", "h2", "h3"}
PARENTS = {
    "li": {"ul"}, "tr": {"thead", "tbody"}, "td": {"tr"}, "th": {"tr"}, "thead": {"table"}, "tbody": {"table"},
    "figcaption": {"figure"}, "summary": {"details"}, "head": {"html"}, "body": {"html"}, "meta": {"head"},
    "style": {"head"}, "image": {"svg", "g"}, "circle": {"svg", "g"}, "path": {"svg", "g"},
}  # fmt: skip
ADDRESS = {"src", "href", "action", "data", "poster", "srcset", "formaction", "xlink:href", "background"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")


def page_faults(content: bytes) -> list[str]:
    """One line for everything that is wrong; none for a valid page that needs nothing from outside."""
    text = content.decode("utf-8")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    found = reader.faults
    found += [f"never closed: {name}" for name in reader.open]
    if not text.startswith("<!DOCTYPE html>\n<html lang="):
        found.append(f"begins with {text[:40]!r}")
    for wanted in ("title", "main", "h1"):
        if reader.count.get(wanted) != 1:
            found.append(f"expected one {wanted}, found {reader.count.get(wanted)}")
    if "charset" not in reader.metas or "default-src 'none'" not in reader.metas.get("Content-Security-Policy", ""):
        found.append(f"metas: {reader.metas}")
    style = "".join(reader.styles)
    if re.search(r"@import|url\(|expression|</", style) or style.count("{") != style.count("}"):
        found.append("the style fetches something or is not whole")
    if bad := _UNSEEN.search(text):
        found.append(f"{bad[0]!r} in the page: {text[max(0, bad.start() - 30) : bad.end() + 30]!r}")
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.metas: dict[str, str] = {}
        self.styles: list[str] = []
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        parent = self.open[-1] if self.open else ""
        if tag not in KNOWN:
            self.faults.append(f"<{tag}> in {self.open}")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.faults.append(f"<{tag}> in <{parent}>")
        if tag in BLOCKS and NO_BLOCKS_IN & set(self.open):
            self.faults.append(f"<{tag}> within {self.open}")
        self._look_at(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults.append(f"<{tag}/>")

    def _look_at(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(values) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in values.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name}={value[:40]!r}")
            if name in ADDRESS and not value.startswith("data:image/png;base64,"):
                self.faults.append(f"{name}={value[:40]!r}")
        if "id" in values and (values["id"] in self._ids or not values["id"]):
            self.faults.append(f"id {values['id']!r} twice, or empty")
        self._ids |= {values["id"]} if "id" in values else set()
        if tag == "img" and not values.get("alt"):
            self.faults.append("a picture without words")
        if tag == "svg" and not (values.get("aria-label") or values.get("aria-hidden")):
            self.faults.append("a drawing without words")
        if tag == "script" and values.get("type") != "application/json":
            self.faults.append("a script that runs")
        if tag == "meta":
            key = values.get("http-equiv") or values.get("name") or "charset"
            self.metas[key] = values.get("content", values.get("charset", ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.styles.append(data)
        if data.strip() and self.open and self.open[-1] in ("ul", "table", "tr", "thead", "tbody", "html", "head"):
            self.faults.append(f"text in <{self.open[-1]}>: {data[:40]!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:40]}]>")
