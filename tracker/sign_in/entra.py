"""Signing in with Entra ID: environment variables in, the settings of one provider out; without them it is not offered.

Only one directory is trusted, so every token comes from it, and an address of a token counts as verified where the
directory says so or where its domain is one of `ENTRA_DOMAINS`: an address alone is whatever somebody typed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PROVIDER = "entra"
# These stand for any directory of anybody, so an address in a token of theirs would prove nothing.
ANYBODYS = frozenset({"common", "organizations", "consumers"})
NEEDED = ("ENTRA_TENANT_ID", "ENTRA_CLIENT_ID", "ENTRA_CLIENT_SECRET")


class WronglySetUp(Exception):
    """Only some of the variables are set, or they name no single directory; says which."""


@dataclass(frozen=True)
class Entra:
    """One directory and this site's registration in it."""

    tenant: str
    client_id: str
    secret: str
    domains: tuple[str, ...] = ()
    name: str = "your organisation’s account"
    server: str = "https://login.microsoftonline.com"

    def providers(self) -> dict:
        """Return allauth's SOCIALACCOUNT_PROVIDERS: the subject is `oid`, which one person has in every application."""
        settings = {
            "server_url": f"{self.server}/{self.tenant}/v2.0",
            "uid_field": "oid",
            "fetch_userinfo": False,  # Entra's has no oid; the token has
            "oauth_pkce_enabled": True,
            "verified_email": list(self.domains),
        }
        app = {"provider_id": PROVIDER, "name": self.name, "client_id": self.client_id, "secret": self.secret}
        return {"openid_connect": {"APPS": [app | {"settings": settings}]}}


def from_environment(environment: Mapping[str, str]) -> Entra | None:
    """Return what the environment says of Entra ID, None where nothing; raises WronglySetUp for a part of it."""
    given = {name: environment.get(name, "").strip() for name in NEEDED}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise WronglySetUp(f"Entra ID is set up in part: {' and '.join(missing)} must be set as well.")
    if given["ENTRA_TENANT_ID"].lower() in ANYBODYS:
        raise WronglySetUp("ENTRA_TENANT_ID must name one directory: any other would let anybody claim any address.")
    domains = tuple(part.strip().lower() for part in environment.get("ENTRA_DOMAINS", "").split(",") if part.strip())
    server = environment.get("ENTRA_SERVER", "").strip().rstrip("/") or Entra.server
    if urlsplit(server).scheme not in ("https", "http"):
        raise WronglySetUp("ENTRA_SERVER must be an address that begins with https://.")
    return Entra(*given.values(), domains, environment.get("ENTRA_NAME", "").strip() or Entra.name, server)
