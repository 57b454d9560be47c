"""公開側が知ること: kept in step with the register by the office's processes."""

from kyoso.engines.residents.models import Link, Person, Standing
from kyoso.engines.residents.rules import reasons_for


def refresh_all() -> None:
    """Write every linked account's standing anew; three queries and one statement.

    Linked accounts only: some thousands in a city, not its 48,000 people.
    """
    links = list(Link.objects.select_related("person"))
    shielded = set(
        Person.objects.shielded()
        .filter(pk__in=[link.person_id for link in links])
        .values_list("pk", flat=True)
    )
    Standing.objects.bulk_create(
        [
            Standing(
                account_id=link.account_id,
                is_by_hand=bool(
                    reasons_for(link.person, is_shielded=link.person_id in shielded)
                ),
            )
            for link in links
        ],
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["is_by_hand"],
    )
