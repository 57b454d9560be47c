"""Addresses of the sandbox provider, shaped as the real provider's."""

from django.urls import path

from kyoso.connectors.digital_auth_app.sandbox import views, views_signing

app_name = "digital_auth_sandbox"
ROOT = "api/realms/main/protocol/openid-connect"
urlpatterns = [
    path(f"{ROOT}/auth", views.authorize, name="authorize"),
    path(f"{ROOT}/token", views.token, name="token"),
    path(f"{ROOT}/userinfo", views.userinfo, name="userinfo"),
    path(f"{ROOT}/certs", views.certs, name="certs"),
    path("api/sign-transactions", views_signing.begin, name="sign"),
    path(
        "api/sign-transactions/<uuid:transaction>/result",
        views_signing.result,
        name="sign_result",
    ),
    path("jpki/signing.crl", views_signing.revocations, name="signing_crl"),
]
