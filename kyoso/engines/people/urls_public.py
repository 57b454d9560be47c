"""Pages of the public door: the log-in, and what a resident sees of themself.

allauth finds its pages by the names without a namespace; every page of it that
is not named here does not exist.
"""

from django.urls import URLPattern, URLResolver, include, path

from kyoso.engines.people import account, companies, entrance, mandates

_pages = [
    path("account", account.overview, name="account"),
    path("account/details", account.details, name="details"),
    path("account/notices", account.notices, name="notices"),
    path("account/seen", account.seen, name="seen"),
    path("account/tokens", account.tokens, name="tokens"),
    path("account/tokens/<ref:ref>/revoke", account.revoke_one, name="revoke_token"),
    path("account/mandates", mandates.overview, name="mandates"),
    path("account/mandates/give", mandates.give, name="give_mandate"),
    path("account/mandates/accept", mandates.accept, name="accept_mandate"),
    path("account/mandates/child", mandates.child, name="declare_child"),
    path("account/mandates/<ref:ref>", mandates.sheet, name="mandate"),
    path("account/mandates/<ref:ref>/revoke", mandates.revoke, name="revoke_mandate"),
    path("account/companies/register", companies.register, name="register_company"),
    path("account/companies/join/<str:token>", companies.join, name="join_company"),
    path("account/companies/<ref:ref>", companies.one, name="company"),
    path("account/companies/<ref:ref>/seen", companies.seen, name="company_seen"),
    path("account/companies/<ref:ref>/invite", companies.invite, name="invite_member"),
    path(
        "account/invitations/<ref:ref>/withdraw",
        companies.withdraw,
        name="withdraw_invitation",
    ),
    path("account/members/<int:member>/role", companies.role, name="member_role"),
    path("account/members/<int:member>/end", companies.end, name="end_membership"),
    path("account/act-for", mandates.act_for, name="act_for"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("login", entrance.log_in, name="account_login"),
    path("login/code", entrance.log_in_code, name="account_confirm_login_code"),
    path("login/passkey", entrance.log_in_passkey, name="mfa_login_webauthn"),
    path("login/again", entrance.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("login/closed", entrance.closed, name="account_inactive"),
    path("signup", entrance.sign_up, name="account_signup"),
    path("signup/code", entrance.sign_up_code, name="account_email_verification_sent"),
    path("logout", entrance.log_out, name="account_logout"),
    path("account/passkeys", entrance.passkeys, name="mfa_index"),
    path("account/passkeys/add", entrance.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove",
        entrance.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    # allauth leads here from a sign-up code that is over; it is the account page.
    path("account", account.overview, name="account_email"),
    path("", include((_pages, "people"))),
]
