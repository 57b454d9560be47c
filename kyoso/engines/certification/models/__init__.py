"""The tables of the certification engine."""

from kyoso.engines.certification.models.certificates import (
    Certificate,
    CertificateContent,
    CertificateQuerySet,
)
from kyoso.engines.certification.models.entries import CounterEntry
from kyoso.engines.certification.models.orders import Order, OrderQuerySet

__all__ = [
    "Certificate",
    "CertificateContent",
    "CertificateQuerySet",
    "CounterEntry",
    "Order",
    "OrderQuerySet",
]
