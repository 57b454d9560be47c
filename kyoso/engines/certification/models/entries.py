"""窓口・郵送の請求: what a clerk saw and wrote down of a request on paper."""

from django.db import models
from django.db.models import Q

from kyoso.engines.certification.models.orders import Order
from kyoso.engines.residents.api import Person


class CounterEntry(models.Model):
    """窓口での入力: whose certificate it is, who came or wrote, and what they showed.

    Whoever asks shows who they are, and for another that they may (住民基本台帳法12条).
    Of a document its kind is written down, never its number.
    """

    class Way(models.TextChoices):
        COUNTER = "counter", "窓口"
        POST = "post", "郵送"

    class Relation(models.TextChoices):
        SELF = "self", "本人"
        HOUSEHOLD = "household", "同じ世帯の人"
        PROXY = "proxy", "代理人"

    order = models.OneToOneField(
        Order,
        verbose_name="申請",
        on_delete=models.CASCADE,
        related_name="counter_entry",
    )
    person = models.ForeignKey(
        Person, verbose_name="住民", on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField("請求の方法", max_length=7, choices=Way)
    applicant = models.CharField("請求した人", max_length=100)
    relation = models.CharField("本人との関係", max_length=9, choices=Relation)
    document = models.CharField("確かめた本人確認書類", max_length=100)
    authority = models.CharField("代理の権限を示す書類", max_length=100, blank=True)

    class Meta:
        verbose_name = "証明書の窓口での入力"
        constraints = [
            models.CheckConstraint(
                name="certificate_entry_by_proxy_has_its_authority",
                condition=~Q(relation="proxy") | ~Q(authority=""),
                violation_error_message="代理人の請求には、権限を示す書類が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "order", "way"}
        personal = {"person", "applicant", "relation", "document", "authority"}

    def __str__(self) -> str:
        return str(self.pk)
