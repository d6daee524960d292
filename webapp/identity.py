"""Signing in with an identity provider of the team's own: OpenID Connect, authorization code with PKCE.

Authlib is imported when it is first needed: whoever sets no OIDC_ISSUER need not install it
(requirements-oidc.txt).
"""

import secrets
from dataclasses import dataclass
from typing import Any

import requests

TIMEOUT_S = 10
LEEWAY_S = 60
ALGORITHMS = ["RS256", "PS256", "ES256", "RS512", "ES384", "Ed25519", "EdDSA"]
"""Signatures by a key that only the provider has; never `none`, never one made with our own secret."""


class IdentityError(Exception):
    """The provider did not say who somebody is; the text is a sentence without any secret."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what must come back with it."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the provider says somebody is. `subject` is the same at each sign-in and nobody else's."""

    subject: str
    name: str
    email: str


class IdentityProvider:
    """One provider by its issuer address; `domains` are those whose verified addresses may come in."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, domains: tuple[str, ...]) -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._domains = domains

    def begin(self, redirect_uri: str) -> Begun:
        """Where to send the browser; raises `IdentityError` where the provider does not answer."""
        metadata = self._metadata()
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        with self._session(metadata, redirect_uri) as session:
            url, state = session.create_authorization_url(
                metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return Begun(url, state, nonce, verifier)

    def finish(self, redirect_uri: str, code: str, nonce: str, verifier: str) -> Identity:
        """Who came back with `code`; raises `IdentityError` for whoever may not come in."""
        metadata = self._metadata()
        try:
            with self._session(metadata, redirect_uri) as session:
                token = session.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=verifier, timeout=TIMEOUT_S
                )
                claims = self._claims(metadata, token["id_token"], nonce)
                if "email" not in claims and "userinfo_endpoint" in metadata:
                    told = session.get(metadata["userinfo_endpoint"], timeout=TIMEOUT_S).json()
                    claims |= told if told.get("sub") == claims["sub"] else {}
        except Exception as error:  # Authlib, joserfc and requests each raise many kinds
            raise IdentityError(
                f"The identity provider\u2019s answer cannot be used ({type(error).__name__})."
            ) from None
        return self._identity(claims)

    def _identity(self, claims: dict[str, Any]) -> Identity:
        email = str(claims.get("email", ""))
        if claims.get("email_verified") is not True or not email:
            raise IdentityError("The identity provider has not verified your e-mail address.")
        if email.rpartition("@")[2].lower() not in self._domains:
            raise IdentityError("Your e-mail address is not of this team: ask an admin for an invite.")
        name = str(claims.get("name") or claims.get("preferred_username") or email.partition("@")[0])
        return Identity(f"{self.issuer} {claims['sub']}", name, email)

    def _claims(self, metadata: dict[str, Any], id_token: str, nonce: str) -> dict[str, Any]:
        """The claims of an id token whose signature, issuer, audience, times and nonce are right."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        keys = KeySet.import_key_set(_get(metadata["jwks_uri"]))  # type: ignore[arg-type]
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        expected = {"iss": metadata["issuer"], "aud": self._client_id}
        options = {name: {"essential": True, "value": value} for name, value in expected.items()}
        claims = CodeIDToken(
            token.claims, token.header, options, {"nonce": nonce, "client_id": self._client_id}
        )
        claims.validate(leeway=LEEWAY_S)
        return dict(claims)

    def _metadata(self) -> dict[str, Any]:
        try:
            metadata = _get(f"{self.issuer}/.well-known/openid-configuration")
            is_theirs = str(metadata["issuer"]).rstrip("/") == self.issuer
        except (requests.RequestException, ValueError, KeyError, TypeError):
            raise IdentityError("The identity provider cannot be reached just now.") from None
        if not is_theirs:
            raise IdentityError("The identity provider names another issuer: check OIDC_ISSUER.")
        return metadata

    def _session(self, metadata: dict[str, Any], redirect_uri: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = "client_secret_basic" in methods
        session = OAuth2Session(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
            scope="openid profile email",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )
        session.trust_env = False
        return session


def _get(url: str) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(url, timeout=TIMEOUT_S, allow_redirects=False)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
