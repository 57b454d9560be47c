"""The city's name, address and telephone come from its own file."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kyoso.ui import city as cities


def test_it_reads_the_city_of_the_installation():
    city = cities.city()
    assert str(city.name) == "能代市"
    assert str(city.address) == "秋田県能代市上町1番3号"
    assert city.phone == "0185-89-2189"
    assert not city.hours_verified


@pytest.mark.parametrize(
    "content", [None, "slug = 1", "not toml", 'slug = "x"\nname = 3']
)
def test_it_says_which_file_is_wrong(tmp_path, settings, content):
    if content is not None:
        (tmp_path / "city.toml").write_text(content, encoding="utf-8")
    settings.CITY_FOLDER = tmp_path
    with pytest.raises(ImproperlyConfigured, match=r"city\.toml"):
        cities.city()
