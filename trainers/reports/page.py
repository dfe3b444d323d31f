"""The frame of every report: one HTML file, dark and light, fit for paper, which asks for nothing from outside."""

from __future__ import annotations

from trainers import __version__
from trainers.reports.markup import Markup, element, joined, verbatim
from trainers.reports.words import Words

MOST_BYTES = 2 * 2**20  # of a whole report
# Nothing is fetched and nothing runs, whatever a name in the page may look like.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# The colours of the window's models and classes; the latter are readable on both backgrounds.
MODELS = ("#1f5fd0", "#b5651d", "#2b7d55", "#8a3fb0")
MODELS_DARK = ("#4c8dff", "#e0964a", "#57b98b", "#c57be0")

_LIGHT = "--paper:#ffffff;--card:#f6f7f9;--line:#d3d8e0;--ink:#1b1f27;--muted:#5c6573;--good:#1e774b;--bad:#c0343c;"
_DARK = "--paper:#14171c;--card:#1a1d24;--line:#333945;--ink:#e6e9ef;--muted:#9aa3b2;--good:#5fb98e;--bad:#ef6b6b;"


def _models(colours: tuple[str, ...]) -> str:
    return "".join(f"--m{index}:{colour};" for index, colour in enumerate(colours))


_STYLE = (
    f":root{{color-scheme:light dark;{_LIGHT}{_models(MODELS)}}}"
    f"@media (prefers-color-scheme:dark){{@media screen{{:root{{{_DARK}{_models(MODELS_DARK)}}}}}}}"
    """
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
 font:15px/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1000px;margin:0 auto;padding:24px 20px 48px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:18px;margin:34px 0 10px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:15px;margin:18px 0 6px;overflow-wrap:anywhere}
p{margin:6px 0}
.lead,.note,figcaption,footer{color:var(--muted)}
.note,figcaption,footer{font-size:13px}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;margin:6px 0}
th,td{text-align:left;vertical-align:top;padding:4px 14px 4px 0;border-bottom:1px solid var(--line);
 overflow-wrap:break-word;max-width:30em}
thead th{color:var(--muted);font-weight:600}
tbody th{font-weight:400;color:var(--muted)}
td.n{font-variant-numeric:tabular-nums}
tr.differs td{font-weight:600}
figure{margin:10px 0 16px;break-inside:avoid}
svg{display:block;max-width:100%;height:auto}
svg text{fill:var(--muted);font-size:12px}
.frame{fill:none;stroke:var(--line)}
.grid{stroke:var(--line);stroke-width:.6}
.curve{fill:none;stroke-width:1.6;stroke-linejoin:round}
.faint{stroke-width:1;opacity:.3}
.mark{stroke:var(--muted);stroke-dasharray:2 3}
.level{stroke:var(--muted);stroke-dasharray:6 4}
"""
    + "".join(f".s{i}{{stroke:var(--m{i})}}.f{i}{{fill:var(--m{i})}}" for i in range(len(MODELS)))
    + """
.d1{stroke-dasharray:6 3}.d2{stroke-dasharray:2 2}.d3{stroke-dasharray:9 3 2 3}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;font-size:13px;margin:4px 0;padding:0;list-style:none}
.legend svg{display:inline-block;vertical-align:middle;margin-right:6px}
.row{display:flex;flex-wrap:wrap;gap:8px 28px;align-items:flex-start}
.row figure{max-width:100%}
img{display:block;max-width:100%;image-rendering:pixelated}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:10px 12px;font-size:12.5px;
 white-space:pre-wrap;overflow-wrap:anywhere;margin:6px 0}
summary{cursor:pointer}
.good{color:var(--good)}.bad{color:var(--bad)}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2,h3,thead{break-after:avoid}
 tr,pre,.legend{break-inside:avoid}.at{break-after:avoid}.wide{overflow:visible}h2{border-top:0}
 .row figure{max-width:47%}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@page{margin:16mm}
"""
)


def make_page(title: str, words: Words, *body: Markup, data: Markup | None = None) -> bytes:
    """A whole file. *data* is a block for programs, which no browser runs."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content=f"Latent Explorer {__version__}"),
        element("title", title),
        element("style", verbatim(_STYLE)),
    )
    page = element("html", head, element("body", element("main", *body), data), lang=words.tag)
    return joined(verbatim("<!DOCTYPE html>\n"), page, verbatim("\n")).encode("utf-8")


def section(title: str, *children: str | None) -> Markup | None:
    """A part of the page under its title; None where there is nothing in it."""
    found = [child for child in children if child is not None]
    return element("section", element("h2", title), *found) if found else None
