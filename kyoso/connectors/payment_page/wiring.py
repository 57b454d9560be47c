"""What the connector tells the payments engine."""

from kyoso.connectors.payment_page.protocol import PaymentPage
from kyoso.engines.payments import base

base.providers.register(PaymentPage())
