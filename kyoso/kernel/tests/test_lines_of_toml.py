"""Where each key of a TOML text stands."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel.toml_lines import lines_of

NAMES = st.sampled_from(
    ["a", "b-1", "c_d", "7", '"quoted = key"', "'lit.eral'", '"日本"']
)
SCALARS = st.sampled_from(
    [
        "1",
        "1.5",
        "true",
        "2026-11-23",
        '"text # not a comment [ { = "',
        "'literal \\'",
        '"escaped \\" quote"',
        '"""one\ntwo "" [ three"""',
        "'''one\n# two'''",
        '"""ends in quotes"""""',
    ]
)
GAPS = st.sampled_from(["", "\n", "\n# comment ] } \" '\n", "\n\n"])


@st.composite
def values(draw, depth=2):
    kind = draw(st.sampled_from(["scalar", "array", "table"])) if depth else "scalar"
    if kind == "array":
        inner = draw(st.lists(values(depth=depth - 1), max_size=3))
        gap = draw(GAPS)
        return "[" + "".join(f"{gap}{one}{gap}," for one in inner) + gap + "]"
    if kind == "table":
        names = draw(st.lists(NAMES, max_size=2, unique=True))
        return "{" + ", ".join(f"{n} = {draw(_single(depth - 1))}" for n in names) + "}"
    return draw(SCALARS)


# A real file of many lines: the plan of the first city.
PLAN = Path(__file__).resolve().parents[3] / "cities" / "noshiro" / "plan.toml"


def _single(depth):
    """A value that an inline table may hold: it stays on one line."""
    return values(depth=depth).filter(lambda written: "\n" not in written)


@st.composite
def documents(draw):
    written = ""
    for number, many in enumerate(draw(st.lists(st.booleans(), max_size=4))):
        name = f"t{0 if many else number + 1}"
        written += f"[[{name}]]\n" if many else f"[ {name} . inner ]\n"
        for key in draw(st.lists(NAMES, max_size=3, unique=True)):
            written += f"{key} = {draw(values())} # said\n{draw(GAPS)}\n"
    return written


def paths_of(value, path=()):
    found = {path} if path else set()
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, one in inner:
        found |= paths_of(one, (*path, name))
    return found


@given(documents())
def test_it_knows_exactly_the_paths_of_the_parser(written):
    assert set(lines_of(written)) == paths_of(tomllib.loads(written))


@given(documents(), st.integers(0, 5))
def test_it_moves_with_the_lines_before(written, above):
    moved = lines_of("# line\n" * above + written)
    assert moved == {path: line + above for path, line in lines_of(written).items()}


def test_it_names_the_line_on_which_each_initiative_of_noshiro_stands():
    written = PLAN.read_text("utf-8")
    lines = written.split("\n")
    found = lines_of(written)
    for p, pillar in enumerate(tomllib.loads(written)["pillar"]):
        for n, one in enumerate(pillar["initiative"]):
            line = lines[found["pillar", p, "initiative", n, "slug"] - 1]
            assert line == f'slug = "{one["slug"]}"'


def test_it_counts_lines_of_windows_alike():
    written = PLAN.read_text("utf-8")
    assert lines_of(written.replace("\n", "\r\n")) == lines_of(written)
