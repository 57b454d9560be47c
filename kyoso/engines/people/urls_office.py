"""Pages of the office door: the log-in, the staff, hand-overs, mandates.

allauth finds its pages by the names without a namespace; there is no sign-up.
"""

from django.urls import URLPattern, URLResolver, include, path

from kyoso.engines.people import (
    confirmations,
    counter,
    entrance,
    handovers,
    staff,
    staff_tokens,
)

_pages = [
    path("", staff.home, name="home"),
    path("staff", staff.staff, name="staff"),
    path("staff/add", staff.add, name="add_officer"),
    path("staff/<ref:ref>", staff.one, name="officer"),
    path("staff/<ref:ref>/post", staff.add_post, name="add_post"),
    path("staff/<ref:ref>/<int:post>/transfer", staff.transfer, name="transfer"),
    path("staff/<ref:ref>/<int:post>/end", staff.end, name="end_post"),
    path("staff/<ref:ref>/<int:post>/deputy", staff.deputise, name="deputise"),
    path("staff/<ref:ref>/close", staff.close, name="close"),
    path("staff/<ref:ref>/invite", staff.invite, name="invite"),
    path("staff/<ref:ref>/factors", staff.forget_factors, name="forget_factors"),
    path("account/tokens", staff_tokens.tokens, name="tokens"),
    path(
        "account/tokens/<ref:ref>/revoke", staff_tokens.revoke_one, name="revoke_token"
    ),
    path("password/<ref:ref>/<str:token>", staff.password, name="password"),
    path("hand-overs", handovers.hand_overs, name="hand_overs"),
    path("hand-overs/<ref:ref>", handovers.hand_over, name="hand_over"),
    path("hand-overs/<ref:ref>/sign", handovers.sign, name="sign_hand_over"),
    path("mandates", handovers.mandates, name="mandates"),
    path("mandates/enter", counter.enter_mandate, name="enter_mandate"),
    path(
        "mandates/<ref:ref>/confirmation",
        counter.confirmation,
        name="mandate_confirmation",
    ),
    path("mandates/<ref:ref>/scan", counter.scan, name="mandate_scan"),
    path("mandates/<ref:ref>", handovers.mandate, name="mandate"),
    path("mandates/<ref:ref>/confirm", handovers.confirm, name="confirm_mandate"),
    path("mandates/<ref:ref>/revoke", handovers.revoke, name="revoke_mandate"),
    path("companies", counter.companies, name="companies"),
    path("companies/<ref:ref>", counter.company, name="company"),
    path("companies/<ref:ref>/end", counter.close_company, name="end_company"),
    path("roles", confirmations.roles, name="roles"),
    path("roles/<int:post>/confirm", confirmations.confirm, name="confirm_post"),
    path("roles/<int:post>/refuse", confirmations.refuse, name="refuse_post"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", entrance.log_in_office, name="account_login"),
    path("login/second", entrance.second_factor, name="mfa_authenticate"),
    path("login/passkey", entrance.log_in_passkey, name="mfa_login_webauthn"),
    path("login/again", entrance.password_again, name="account_reauthenticate"),
    path("login/closed", entrance.closed, name="account_inactive"),
    path("logout", entrance.log_out, name="account_logout"),
    path("account", entrance.security, name="mfa_index"),
    path("account/totp", entrance.add_totp, name="mfa_activate_totp"),
    path("account/totp/remove", entrance.remove_totp, name="mfa_deactivate_totp"),
    path("account/passkeys/add", entrance.add_officer_passkey, name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove",
        entrance.remove_officer_passkey,
        name="mfa_remove_webauthn",
    ),
    path("", include((_pages, "people"))),
]
