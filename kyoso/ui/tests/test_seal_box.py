"""公印 on a page: where it will stand, or in what way it is not there; never the seal."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("seal", "shown"),
    [("stamp", "公印"), ("signature", "（電子署名）"), ("omitted", "（公印省略）")],
)
def test_it_says_which_seal_the_notice_bears(seal, shown):
    box = render_to_string("ui/seal_box.html", {"seal": seal})
    assert f">{shown}<" in box
    assert "<img" not in box
