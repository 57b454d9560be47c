"""電子署名: PAdES (baseline B) with the city's own key, on papers sealed by a signature.

The key is ECDSA P-256: a signature costs some 20 ms where RSA costs 100. The
signature certifies the whole file and permits no change after it, so that any
reader of PDF tells a changed copy. Outside production a toy key is made at the
first signature; its certificate names itself as a test, and production refuses
it. A time-stamp of an outside authority (B-T) is not added.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from kyoso.engines.documents import toy_seal
from kyoso.engines.documents.errors import SignerMissing

_FIELD = "KyosoSignature"


def is_ready() -> bool:
    """Tell whether this process may sign: it has the city's key, and no toy in production."""
    certificate, key = files()
    if settings.PRODUCTION:
        return certificate.is_file() and key.is_file() and not is_toy()
    return True


def sign(pdf: bytes) -> bytes:
    """Return the PDF with the city's signature over all of it; about 25 ms.

    Raises ``SignerMissing`` without a usable key.
    """
    if not is_ready():
        raise SignerMissing(paper="電子署名を付ける文書")
    signer = _pdf_signer(*map(str, _files_made()))
    # The library runs an event loop of its own: not in a thread that has one already.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(_signed, signer, pdf).result()


def _signed(signer: signers.PdfSigner, pdf: bytes) -> bytes:
    made = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=made)
    return made.getvalue()


def files() -> tuple[Path, Path]:
    """Return where the certificate (its chain after it) and the key lie."""
    told = settings.CITY_SIGNATURE
    return Path(told["certificate_file"]), Path(told["key_file"])


def is_toy() -> bool:
    """Tell whether the certificate is one of the demo's, which proves nothing."""
    held = x509.load_pem_x509_certificates(files()[0].read_bytes())
    return any(toy_seal.is_marked(one) for one in held)


def _files_made() -> tuple[Path, Path]:
    certificate, key = files()
    if not settings.PRODUCTION and not certificate.is_file():
        toy_seal.make(certificate, key)
    return certificate, key


@lru_cache(maxsize=2)
def _pdf_signer(certificate: str, key: str) -> signers.PdfSigner:
    signer = signers.SimpleSigner.load(
        key, certificate, ca_chain_files=(certificate,), key_passphrase=None
    )
    if signer is None:
        raise SignerMissing(paper="電子署名を付ける文書")
    return signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=_FIELD,
            subfilter=fields.SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        signer=signer,
    )
