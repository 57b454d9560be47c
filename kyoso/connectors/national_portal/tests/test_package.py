"""A package is a stranger's ZIP: bounded, never unpacked to a disk, believed in nothing."""

import dataclasses
import io
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.connectors.national_portal import package as packages
from kyoso.connectors.national_portal.layout import layout
from kyoso.connectors.national_portal.package import PackageRefused, open_package
from kyoso.connectors.national_portal.sandbox import examples

pytestmark = pytest.mark.once


def opened(files):
    content = files if isinstance(files, bytes) else examples.package(files)
    return open_package(content, layout())


def refusal(content):
    with pytest.raises(PackageRefused) as refused:
        opened(content)
    return refused.value.code


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"%PDF-1.7"])
def test_what_is_no_zip_is_broken(content):
    assert refusal(content) == "broken"


def test_a_changed_byte_is_noticed():
    content = bytearray(examples.package({"a.jpg": b"x" * 5000 + b"y" * 5000}))
    content[40] ^= 0xFF
    assert refusal(bytes(content)) == "broken"


def test_a_bomb_is_stopped_by_what_comes_out(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 100_000)
    assert refusal({"bomb.jpg": b"\0" * 1_000_000}) == "too_much"


def test_many_small_bombs_are_counted_together(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 100_000)
    assert refusal({f"{n}.jpg": b"\0" * 30_000 for n in range(4)}) == "too_much"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_stored_and_deflated_entries_are_read(method):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as zipped:
        zipped.writestr("bomb.jpg", b"\0" * 1_000_000)
    assert refusal(made.getvalue()) == "strange"


def test_what_an_entry_says_of_its_size_is_not_believed(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 100_000)
    content = bytearray(examples.package({"bomb.jpg": b"\0" * 1_000_000}))
    central = content.find(b"PK\x01\x02")
    for at in (22, central + 24):
        content[at : at + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(content)) in {"broken", "too_much"}


def test_a_bomb_costs_no_more_memory_than_the_bound(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 1_000_000)
    content = examples.package({"bomb.jpg": b"\0" * 60_000_000})
    tracemalloc.start()
    try:
        assert refusal(content) == "too_much"
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_list_of_entries_without_end_is_not_built():
    assert refusal(b"PK\x01\x02" * (packages.MOST_HEADERS + 1)) == "too_much"


def test_too_many_entries_are_not_read():
    files = {f"{n}.jpg": b"x" for n in range(packages.MOST_ENTRIES + 1)}
    assert refusal(files) == "too_much"


def test_a_locked_zip_says_so():
    content = bytearray(examples.package({"a.jpg": b"x" * 100}))
    central = content.find(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    assert refusal(bytes(content)) == "locked"


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "/etc/cron.d/x.jpg",
        "..\\..\\x.jpg",
        "C:\\x.jpg",
        "a/../b.jpg",
    ],
)
def test_no_name_leads_anywhere(name):
    (file,) = opened({name: b"x"}).files
    assert not {"/", "\\", ":"} & set(file.name)
    assert not file.name.startswith(".")


def test_names_of_windows_are_read():
    # As Windows writes it: the bytes of cp932, and no mark of UTF-8.
    plain = "写真.jpg".encode("cp932")
    stand_in = b"x" * len(plain)
    content = examples.package({stand_in.decode(): b"content"})
    assert opened(content.replace(stand_in, plain)).files[0].name == "写真.jpg"


def test_two_entries_of_one_name_are_both_kept():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("a.jpg", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            zipped.writestr("a.jpg", b"2")
    assert [file.content for file in opened(made.getvalue()).files] == [b"1", b"2"]


def test_xml_of_any_shape_gives_its_leaves():
    content = b'<a xmlns="urn:x"><b><c>1</c></b><item name="n">2</item><d/></a>'
    items = opened({"a.xml": content}).items
    assert [(item.name, item.value) for item in items] == [("a/b/c", "1"), ("n", "2")]


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "UTF-8", "UTF-16"])
def test_xml_is_read_in_the_encoding_it_declares(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a><b>能代</b></a>'
    (item,) = opened({"a.xml": text.encode(encoding)}).items
    assert item.value == "能代"


def test_entities_are_not_expanded():
    lines = '<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>'
    for content in (lines.encode(), lines.encode("utf-16")):
        found = opened({"a.xml": content})
        assert found.unreadable == ("a.xml",)
        assert not found.items


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 101 + b"1" + b"</a>" * 101,
        b"<a>" * 600_000,
        b"<%b>1</%b>" % (b"a" * 2000, b"a" * 2000),
        b"<a>%b</a>" % (b"<b>1</b>" * 6000),
        b"<a>%b</a>" % (b"1" * 30_000),
        b"<a " + b" ".join(b'b%d="1"' % n for n in range(6000)) + b"/>",
    ],
    ids=["deep", "bottomless", "long name", "many", "long value", "attributes"],
)
def test_an_xml_beyond_every_form_is_left_to_a_person(content):
    found = opened({"a.xml": content})
    assert found.unreadable == ("a.xml",)
    assert not found.items


def test_an_xml_as_deep_as_a_form_may_be_is_read():
    assert opened({"a.xml": b"<a>" * 100 + b"1" + b"</a>" * 100}).items


def test_what_stands_beside_the_values_is_read_too():
    content = b'<a>one<b id="two">three</b>four<!-- five --><?six seven?></a>'
    assert {item.value.strip() for item in opened({"a.xml": content}).items} == {
        "two",
        "three",
        "onefour",
        "five",
        "six seven",
    }


def test_cells_without_a_heading_are_read_too():
    content = examples.package({"a.csv": "氏名\r\n花子,余り\r\n".encode()})
    columns = dataclasses.replace(layout(), csv="columns")
    assert [item.value for item in open_package(content, columns).items] == [
        "花子",
        "余り",
    ]


@pytest.mark.parametrize(
    ("name", "is_form"),
    [
        ("申請書.xml", True),
        ("申請書.XML", True),
        ("添付/申請書.xml", False),
        ("添付\\申請書.xml", False),
        ("明細.xml", False),
        ("明細.csv", False),
    ],
)
def test_only_the_file_that_the_mapping_names_is_the_form(name, is_form):
    content = examples.package({name: b"<a><b>1</b></a>"})
    found = open_package(content, layout(), form=("申請書.xml",))
    assert (found.has_form, bool(found.items)) == (is_form, is_form)
    assert bool(found.files) is not is_form


def test_remarks_of_the_zip_are_read():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.comment = "注記".encode()
    assert [item.value for item in opened(made.getvalue()).items] == ["注記"]


def test_csv_in_columns_is_read_too(settings):
    columns = dataclasses.replace(layout(), csv="columns")
    content = examples.package({"a.csv": "氏名,住所\r\n花子,能代市\r\n".encode()})
    items = open_package(content, columns).items
    assert [(item.name, item.value) for item in items] == [
        ("氏名", "花子"),
        ("住所", "能代市"),
    ]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    with suppress(PackageRefused):
        opened(content)


@given(
    st.dictionaries(
        st.sampled_from(["a.xml", "b.csv", "c.txt"]), st.binary(max_size=300)
    )
)
def test_no_content_breaks_the_reader_or_is_lost(files):
    found = opened(files)
    kept = {one.told for one in found.files}
    assert {name for name in files if name == "c.txt"} <= kept
    for name in found.unreadable:
        assert name in kept
