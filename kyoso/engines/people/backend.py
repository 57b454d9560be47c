"""Who is behind a session, read with one query."""

from allauth.account.auth_backends import AuthenticationBackend

from kyoso.engines.people.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; the person comes with the account.

    Nearly every page of a logged-in person asks who they are: a join here saves
    each of them a query.
    """

    def get_user(self, user_id: int) -> Account | None:
        people = Account.objects.select_related("resident", "officer")
        account = people.filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None
