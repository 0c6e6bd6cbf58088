"""One's own account, in whatever space."""

from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, path

from fuerwort.web.doors import fresh
from fuerwort.web.views import accounts

urlpatterns: list[URLPattern | URLResolver] = [
    path("", accounts.account, name="account"),
    path("", accounts.account, name="mfa_index"),  # where allauth returns to
    path("", accounts.account, name="mfa_list_webauthn"),
    path("login/", accounts.login, name="account_login"),
    path("login/code/", accounts.login_code, name="login-code"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logout/", accounts.logout, name="account_logout"),
    path("again/", accounts.again, name="again"),
    path("again/code/", accounts.again_code, name="again-code"),
    path("passkeys/add/", fresh(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", fresh(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", fresh(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("address/", accounts.address, name="address"),
    path("address/code/", accounts.address_code, name="address-code"),
    path("everywhere/", accounts.everywhere, name="log-out-everywhere"),
    path("data/", accounts.data, name="own-data"),
    path("erase/", accounts.erase, name="erase"),
    path("erased/", accounts.erased, name="erased"),
]
