"""A signed paper is valid for a reader that is not ours, and a changed one is not."""

import shutil
import subprocess

import pytest

from kyoso.engines.documents import api as documents
from kyoso.engines.documents import signing, toy_seal
from kyoso.engines.documents.checks import check_signature
from kyoso.engines.documents.testing import a_notice, a_paper
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import api as media
from kyoso.engines.media import testing as media_testing


@pytest.fixture(autouse=True)
def key(settings, tmp_path):
    """Let each test make a toy key of its own."""
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }


@pytest.fixture
def pdfsig(tmp_path):
    """Return what poppler says of a PDF, whoever the certificate is from."""
    program = shutil.which("pdfsig")
    assert program, "「apt-get install poppler-utils」を実行してください。"

    def ask(pdf):
        file = tmp_path / "asked.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            [program, "-nocert", str(file)],
            env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    return ask


@pytest.fixture
def pdf():
    with a_paper(seal=documents.Seal.SIGNATURE) as paper:
        return documents.render(paper.slug, a_notice())


def test_an_independent_reader_finds_the_signature_valid_over_the_whole_file(
    pdf, pdfsig
):
    told = pdfsig(signing.sign(pdf))
    assert "Signature is Valid." in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "SHA-256" in told


def test_a_changed_copy_is_told(pdf, pdfsig):
    signed = bytearray(signing.sign(pdf))
    # A byte of the page itself, far from the signature.
    signed[len(pdf) // 2] ^= 1
    told = pdfsig(bytes(signed))
    assert "Signature is Valid." not in told
    assert "Digest Mismatch" in told


def test_what_is_added_after_the_signature_is_told(pdf, pdfsig):
    told = pdfsig(signing.sign(pdf) + b"\n% added\n")
    assert "Total document signed" not in told


def test_it_stays_an_archivable_pdf(pdf):
    signed = signing.sign(pdf)
    assert signed.startswith(pdf)
    assert b"pdfaid" in signed


@pytest.mark.django_db
def test_a_paper_sealed_by_signature_is_kept_signed(settings, tmp_path, pdfsig, hanako):
    media_testing.keep_in(tmp_path / "media", settings)
    from tests import people as cast

    with a_paper(seal=documents.Seal.SIGNATURE, numbered=False) as paper:
        made = documents.issue(
            paper.slug, data=a_notice(), section=cast.section(), about="", by=None
        )
        drain()
    made.refresh_from_db()
    assert "Signature is Valid." in pdfsig(media.read(made.file))


def test_production_signs_with_no_toy(settings, pdf):
    signing.sign(pdf)
    settings.PRODUCTION = True
    assert signing.is_toy()
    assert not signing.is_ready()
    assert [error.id for error in check_signature(None)] == ["documents.E002"]
    with pytest.raises(documents.SignerMissing):
        signing.sign(pdf)


def test_production_without_a_key_starts_and_signs_nothing(settings):
    settings.PRODUCTION = True
    settings.CITY_SIGNATURE = {"certificate_file": "", "key_file": ""}
    assert check_signature(None) == []
    assert not signing.is_ready()


def test_a_certificate_that_is_none_stops_the_start(settings, tmp_path):
    settings.PRODUCTION = True
    (tmp_path / "city.pem").write_text("nothing", "utf-8")
    assert [error.id for error in check_signature(None)] == ["documents.E002"]


def test_the_key_is_readable_by_nobody_else(tmp_path):
    toy_seal.make(tmp_path / "c.pem", tmp_path / "k.pem")
    assert (tmp_path / "k.pem").stat().st_mode & 0o077 == 0
