"""The base for other parts: reports with charts and tables, also under PDF/UA."""

import pytest
import typst
from pypdf import PdfReader

from kyoso.engines.documents import api as documents
from kyoso.engines.documents.rendering import ROOT

PACK = """
#import "/engines/documents/papers/base.typ": *
#show: report
== 数値目標
#chart(data.svg, finding: "保有率は増えました。", alt: "保有率の折れ線グラフ。表は次にあります。")
#text-table(columns: ("年度", "値"), rows: data.rows, numeric: (1,))
"""
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80">'
    '<path d="M0 80 L100 40 L200 10" fill="none" stroke="#000"/>'
    '<text x="150" y="20" font-family="Noto Sans JP" font-size="12">88.2%</text></svg>'
)


@pytest.fixture
def pack(tmp_path_factory):
    """A paper whose template lies where another part would keep it."""
    path = ROOT / "engines" / "documents" / "tests" / "pack.typ"
    path.write_text(PACK)
    paper = documents.Paper(
        "testing.pack",
        "会議資料",
        "/engines/documents/tests/pack.typ",
        lambda account, document: True,
        numbered=False,
    )
    with documents.papers.temporarily(paper):
        yield paper
    path.unlink()


def test_a_report_holds_charts_and_tables(pack, tmp_path):
    data = {"subject": "本部会議資料", "svg": SVG, "rows": [["令和7年度", "88.2%"]] * 3}
    path = tmp_path / "pack.pdf"
    path.write_bytes(documents.render(pack.slug, data))
    said = PdfReader(path).pages[0].extract_text()
    for word in (
        "本部会議資料",
        "数値目標",
        "保有率は増えました。",
        "令和7年度",
        "88.2%",
    ):
        assert word in said


def test_a_broken_chart_is_refused(pack):
    with pytest.raises(typst.TypstError):
        documents.render(pack.slug, {"subject": "a", "svg": "<svg", "rows": []})
