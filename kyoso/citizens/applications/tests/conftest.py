"""The town of these tests: one procedure, a photograph, a browser without script."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from kyoso.engines.casework import testing as casework_testing
from tests import people as cast

ANSWERS = {
    "applicant_name": {
        "applicant_name.name": "能代 花子",
        "applicant_name.kana": "ノシロ ハナコ",
    },
    "applicant_address": {
        "applicant_address.postcode": "016-0000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    "bed": {"bed": "駅前の1番"},
    "has_cost": {"has_cost": "yes"},
    "cost": {"cost": "12,000円"},
    "plan": {},
}


class Visitor:
    """Walks an application as a browser would: posts, follows, reads."""

    def __init__(self, client):
        self.client = client
        self.ref = ""

    def begin(self, slug="hanadan", **posted):
        page = self.client.post(f"/procedures/{slug}/start/", posted)
        self.ref = page.url.split("/")[2]
        return page

    def post(self, key, posted=None, *, check=False):
        query = "?check=1" if check else ""
        given = ANSWERS[key] if posted is None else posted
        return self.client.post(f"/drafts/{self.ref}/q/{key}/{query}", given)

    def get(self, rest=""):
        return self.client.get(f"/drafts/{self.ref}/{rest}")

    def answer_all(self):
        for key in ANSWERS:
            page = self.post(key)
            assert page.status_code == 302, page.content.decode()
        return page

    def submit(self):
        return self.client.post(f"/drafts/{self.ref}/submit/")


@pytest.fixture
def procedure(db):
    cast.section()
    return casework_testing.procedure()


@pytest.fixture
def stranger(procedure):
    return Visitor(cast.visiting())


@pytest.fixture
def photo():
    def make(name="配置図.jpg"):
        content = io.BytesIO()
        page = Image.new("L", (900, 600), "white")
        ImageDraw.Draw(page).text((40, 40), "PLAN", fill="black", font_size=90)
        page.save(content, "JPEG")
        return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")

    return make
