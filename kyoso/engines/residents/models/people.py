"""住民: the persons of the register as the last load left them."""

from django.db import models
from django.db.models import Q, QuerySet

from kyoso.engines.residents.dates import PartialDate
from kyoso.engines.residents.layout import role_of, title_of
from kyoso.engines.residents.models.loads import Load
from kyoso.kernel.fields import RefField

RELATIONS = ("relation_1", "relation_2", "relation_3", "relation_4")


class PersonQuerySet(QuerySet["Person"]):
    def in_register(self) -> "PersonQuerySet":
        """Those whom the last full load still named, 除票 included."""
        return self.filter(removed_by_load=None)

    def current(self) -> "PersonQuerySet":
        """Those who live in the city now."""
        return self.in_register().filter(is_current=True)

    def of_household(self, number: str) -> "PersonQuerySet":
        return self.current().filter(household_number=number)

    def shielded(self) -> "PersonQuerySet":
        """支援措置: those who have it, and whoever is in a household with one of them.

        They share one address and one 世帯連記の写し.
        """
        return self.filter(
            Q(protection__isnull=False)
            | Q(
                household_number__in=Person.objects.filter(
                    protection__isnull=False
                ).values("household_number")
            )
        )


def _date(title: str) -> "models.CharField[str, str]":
    return models.CharField(title, max_length=10, blank=True)


def _unknown(title: str) -> "models.BooleanField[bool, bool]":
    return models.BooleanField(f"{title}_不詳フラグ", default=False)


def _words(title: str) -> "models.CharField[str, str]":
    return models.CharField(f"{title}_不詳表記", max_length=72, blank=True)


class Person(models.Model):
    """住民: one 宛名番号. Texts stand exactly as the register writes them."""

    ref = RefField()
    number = models.CharField("宛名番号", max_length=15, unique=True)
    household_number = models.CharField("世帯番号", max_length=15, db_index=True)
    kind = models.CharField("住民種別", max_length=1)
    state = models.CharField("住民状態", max_length=1)
    is_current = models.BooleanField("現存者", default=False)
    history_number = models.PositiveIntegerField("個人履歴番号", default=0)
    history_branch = models.PositiveIntegerField("個人履歴番号_枝番号", default=0)
    changed = _date("異動年月日")
    changed_unknown = _unknown("異動年月日")
    changed_words = _words("異動年月日")
    change_notified_on = models.DateField("異動届出年月日", null=True, blank=True)
    change_reason = models.CharField("異動事由", max_length=2)
    name = models.CharField("氏名", max_length=100)
    name_roman = models.CharField("氏名_外国人ローマ字", max_length=100, blank=True)
    name_kanji = models.CharField("氏名_外国人漢字", max_length=100, blank=True)
    kana = models.CharField("氏名_フリガナ", max_length=100, blank=True)
    former_surname = models.CharField("旧氏", max_length=50, blank=True)
    former_surname_kana = models.CharField("旧氏_フリガナ", max_length=50, blank=True)
    alias = models.CharField("通称", max_length=100, blank=True)
    alias_kana = models.CharField("通称_フリガナ", max_length=100, blank=True)
    name_priority = models.CharField("氏名優先区分", max_length=2, blank=True)
    preferred_name = models.CharField("氏名_優先", max_length=200)
    preferred_kana = models.CharField("氏名_フリガナ_優先", max_length=100, blank=True)
    sex = models.CharField("性別", max_length=1)
    sex_words = models.CharField("性別表記", max_length=10)
    born = _date("生年月日")
    born_unknown = _unknown("生年月日")
    born_words = _words("生年月日")
    relation_1 = models.CharField("続柄コード1", max_length=2)
    relation_2 = models.CharField("続柄コード2", max_length=2, blank=True)
    relation_3 = models.CharField("続柄コード3", max_length=2, blank=True)
    relation_4 = models.CharField("続柄コード4", max_length=2, blank=True)
    relation_words = models.CharField("続柄表記", max_length=20)
    municipality_code = models.CharField("住所_市区町村コード", max_length=6)
    town_code = models.CharField("住所_町字コード", max_length=7)
    prefecture = models.CharField("住所_都道府県", max_length=4)
    municipality = models.CharField("住所_市区郡町村名", max_length=12)
    town = models.CharField("住所_町字", max_length=120, blank=True)
    block = models.CharField("住所_番地号表記", max_length=50, blank=True)
    building = models.CharField("住所_方書", max_length=300, blank=True)
    postcode = models.CharField("住所_郵便番号", max_length=7)
    resident_since = _date("住民となった年月日")
    resident_since_unknown = _unknown("住民となった年月日")
    resident_since_words = _words("住民となった年月日")
    settled = _date("住所を定めた年月日")
    settled_unknown = _unknown("住所を定めた年月日")
    settled_words = _words("住所を定めた年月日")
    registered_domicile = models.CharField("本籍", max_length=200, blank=True)
    family_head = models.CharField("筆頭者", max_length=100, blank=True)
    removal_notified_on = models.DateField("消除の届出年月日", null=True, blank=True)
    removed = _date("消除の異動年月日")
    removed_unknown = _unknown("消除の異動年月日")
    removed_words = _words("消除の異動年月日")
    foreign_since = _date("外国人住民となった年月日")
    foreign_since_unknown = _unknown("外国人住民となった年月日")
    foreign_since_words = _words("外国人住民となった年月日")
    other = models.JSONField("そのほかの列", default=dict, blank=True)
    search_name = models.CharField("検索用の氏名", max_length=900, blank=True)
    search_address = models.CharField("検索用の住所", max_length=500, blank=True)
    loaded_by_load = models.ForeignKey(
        Load, verbose_name="読み込み", on_delete=models.PROTECT, related_name="+"
    )
    removed_by_load = models.ForeignKey(
        Load,
        verbose_name="消した読み込み",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "住民"
        indexes = [
            models.Index(fields=["born"], name="residents_person_born"),
            models.Index(fields=["search_name"], name="residents_person_name"),
        ]

    class Privacy:
        retention = "register"
        internal = {
            "id",
            "ref",
            "is_current",
            "history_number",
            "history_branch",
            "loaded_by_load",
            "removed_by_load",
        }
        personal = {
            "number",
            "household_number",
            "kind",
            "state",
            "changed",
            "changed_unknown",
            "changed_words",
            "change_notified_on",
            "change_reason",
            "name",
            "name_roman",
            "name_kanji",
            "kana",
            "former_surname",
            "former_surname_kana",
            "alias",
            "alias_kana",
            "name_priority",
            "preferred_name",
            "preferred_kana",
            "sex",
            "sex_words",
            "born",
            "born_unknown",
            "born_words",
            *RELATIONS,
            "relation_words",
            "municipality_code",
            "town_code",
            "prefecture",
            "municipality",
            "town",
            "block",
            "building",
            "postcode",
            "resident_since",
            "resident_since_unknown",
            "resident_since_words",
            "settled",
            "settled_unknown",
            "settled_words",
            "registered_domicile",
            "family_head",
            "removal_notified_on",
            "removed",
            "removed_unknown",
            "removed_words",
            "foreign_since",
            "foreign_since_unknown",
            "foreign_since_words",
            "other",
            "search_name",
            "search_address",
        }

    def __str__(self) -> str:
        return self.ref

    def date(self, field: str) -> PartialDate:
        """Return one of the dates that may be unknown: ``born``, ``settled``, …"""
        return PartialDate(
            getattr(self, field),
            is_unknown=getattr(self, f"{field}_unknown"),
            words=getattr(self, f"{field}_words"),
        )

    @property
    def birth(self) -> PartialDate:
        return self.date("born")

    @property
    def address(self) -> str:
        """The address on one line; ask ``gate.may_show_address`` before showing it."""
        return "".join((self.prefecture, self.municipality, self.town, self.block)) + (
            f" {self.building}" if self.building else ""
        )

    @property
    def relations(self) -> list[str]:
        """続柄コード that are filled, from the head outwards (子の妻: 子, 妻)."""
        return [code for name in RELATIONS if (code := getattr(self, name))]

    @property
    def is_head(self) -> bool:
        return role_of("続柄", self.relation_1) == "head" and not self.relation_2

    @property
    def state_words(self) -> str:
        return title_of("住民状態", self.state)


class PastRecord(models.Model):
    """履歴: how the register wrote a person before, column by column."""

    person = models.ForeignKey(
        Person, verbose_name="住民", on_delete=models.CASCADE, related_name="past"
    )
    history_number = models.PositiveIntegerField("個人履歴番号")
    history_branch = models.PositiveIntegerField("個人履歴番号_枝番号", default=0)
    columns = models.JSONField("列の値")

    class Meta:
        verbose_name = "住民の履歴"
        ordering = ["-history_number", "-history_branch"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "history_number", "history_branch"],
                name="past_record_has_a_number_of_its_own",
                violation_error_message="同じ履歴番号の履歴があります。",
            )
        ]

    class Privacy:
        retention = "register"
        internal = {"id", "person", "history_number", "history_branch"}
        personal = {"columns"}

    def __str__(self) -> str:
        return f"{self.person_id}:{self.history_number}-{self.history_branch}"
