"""A list proves something only if it is whole, the authority's own and about the card."""

import pytest
from cryptography import x509

from kyoso.engines.signatures.examining import examine
from kyoso.engines.signatures.tests.test_examining import evidence_of

HERE, ELSEWHERE = "https://jpki.example.jp/akita.crl", "https://jpki.example.jp/all.crl"


def point(*, named="", **told):
    """Say for which certificates a list is."""
    names = [x509.UniformResourceIdentifier(named)] if named else None
    told = {
        "full_name": names,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
        **told,
    }
    return x509.IssuingDistributionPoint(**told)


def look(authority, extension, **card):
    evidence = evidence_of(
        authority,
        authority.card(**card),
        revocations=authority.revocations(extension=extension),
    )
    checks = examine(evidence, [authority.der])
    return next(check for check in checks if check.slug == "revocation")


def test_a_list_of_all_users_proves_it(authority):
    assert look(authority, point(only_contains_user_certs=True)).holds


def test_the_list_that_the_certificate_names_proves_it(authority):
    assert look(authority, point(named=HERE), listed_at=HERE).holds


@pytest.mark.parametrize(
    ("extension", "said"),
    [
        (x509.DeltaCRLIndicator(1), "差分だけ"),
        (point(indirect_crl=True), "間接"),
        (
            point(only_some_reasons=frozenset({x509.ReasonFlags.key_compromise})),
            "一部の理由",
        ),
        (point(only_contains_ca_certs=True), "利用者の証明書を載せない"),
        (point(only_contains_attribute_certs=True), "利用者の証明書を載せない"),
        (point(named=ELSEWHERE), "ほかの範囲"),
        (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\5\0"), "重要"),
    ],
)
def test_a_list_that_leaves_something_out_is_refused_with_its_reason(
    authority, extension, said
):
    found = look(authority, extension, listed_at=HERE)
    assert (found.fails, found.why) == (True, "scope")
    assert said in found.sentence


def test_a_list_of_another_part_says_nothing_of_a_card_that_names_none(authority):
    assert look(authority, point(named=HERE)).fails
