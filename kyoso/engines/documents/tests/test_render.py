"""The PDF: what it says and in what order, its standard, its fonts, its warning."""

import shutil
import subprocess

import pytest
from pypdf import PdfReader

from kyoso.engines.documents import api as documents
from kyoso.engines.documents.testing import a_notice, a_paper

NOTICE = a_notice(
    number="能長第12号",
    issued_on="令和8年11月24日",
    instruction=["この決定に不服がある場合は、審査請求をすることができます。"],
    contact={"section": "長寿いきがい課", "phone": "0185-00-0000", "counter": "1階"},
)


@pytest.fixture
def rendered(tmp_path):
    def render(data=NOTICE, **paper):
        with a_paper(**paper) as registered:
            pdf = documents.render(registered.slug, data)
        path = tmp_path / "notice.pdf"
        path.write_bytes(pdf)
        return path

    return render


def words(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_notice_follows_the_order_of_an_official_letter(rendered):
    said = words(rendered())
    order = [
        "能長第12号",
        "令和8年11月24日",
        "〒016-0000",
        "能代 花子",
        "様",
        "能代市長",
        "（公印省略）",
        "助成金交付決定通知書",
        "次のとおり決定した",
        "記",
        "交付決定額",
        "12,345円",
        "教示",
        "審査請求",
        "問い合わせ先",
        "0185-00-0000",
    ]
    places = [said.index(one) for one in order]
    assert places == sorted(places)


def test_it_is_archivable_and_tagged(rendered):
    reader = PdfReader(rendered())
    metadata = reader.xmp_metadata.stream.get_data().decode()
    assert "pdfaid:part>2<" in metadata
    assert "pdfaid:conformance>A<" in metadata
    assert "pdfuaid:part>1<" in metadata
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"].startswith("ja")
    assert reader.metadata.title == "助成金交付決定通知書"


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler-utils is not here")
def test_every_font_is_embedded(rendered):
    found = subprocess.run(
        ["pdffonts", rendered()], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert found
    for line in found:
        assert "Noto" in line
        assert line.split()[-5:-4] == ["yes"]


@pytest.mark.parametrize(
    ("seal", "said"),
    [("required", "公印"), ("omitted", "（公印省略）"), ("signature", "（電子署名）")],
)
def test_the_seal_is_what_the_paper_declares(rendered, seal, said):
    page = words(rendered(seal=documents.Seal(seal)))
    assert said in page
    assert ("（公印省略）" in page) == (seal == "omitted")


def test_the_demo_says_on_every_page_that_it_is_not_official(rendered, settings):
    long = {**NOTICE, "body": ["長い本文です。" * 60] * 8}
    assert "能代市公式ではありません" not in words(rendered(long))
    settings.DEMO = True
    for page in PdfReader(rendered(long)).pages:
        assert "架空のデータ・能代市公式ではありません" in page.extract_text()


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic()",
        "*太字* _斜体_",
        "$x$ @ref <label>",
        '"); #import "/etc/passwd"',
        "\\",
        "[",
        "`raw`",
    ],
)
def test_no_name_is_markup(rendered, hostile):
    said = words(rendered(a_notice(hostile, body=[hostile])))
    assert said.replace(" ", "").count(hostile.replace(" ", "")) == 2


def test_names_of_every_writing_are_printed(rendered):
    name = "葛\U000e0100城 辻\U000e0100 﨑 髙 𠮷 Ørsted"
    said = words(rendered(a_notice(name)))
    for letter in "﨑髙𠮷":
        assert letter in said
    assert "葛\U000e0100" in said


def test_a_long_notice_runs_over_pages_with_their_numbers(rendered):
    reader = PdfReader(rendered({**NOTICE, "body": ["長い本文です。" * 60] * 8}))
    assert len(reader.pages) > 1
    assert f"1 / {len(reader.pages)}" in reader.pages[0].extract_text()


def test_missing_optional_parts_leave_no_trace(rendered):
    said = words(rendered({"subject": "件名だけ"}))
    assert "件名だけ" in said
    assert "教示" not in said
    assert "問い合わせ先" not in said
    assert "第" not in said


def test_two_renderings_of_the_same_moment_are_the_same(rendered, clock_at):
    clock_at("2026-11-24 10:00")
    first = rendered().read_bytes()
    assert rendered().read_bytes() == first
