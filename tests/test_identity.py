"""What a hostile or broken identity provider may answer, and what is believed of it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from pytest_httpserver import HTTPServer

from webapp.identity import Identity, IdentityError, IdentityProvider

SECRET = "the secret of this client, long enough"
KEY = RSAKey.generate_key(2048, {"kid": "k1"})
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "k1"})
Claims = dict[str, Any]


def signed(claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, KEY)


def answer(server: HTTPServer, encode: Callable[[Claims], str] = signed, **changes: Any) -> Identity:
    """Who somebody is by a provider whose id token has these claims changed."""
    issuer = server.url_for("").rstrip("/")
    now = int(time.time())
    claims = {"iss": issuer, "aud": "redraw", "sub": "u1", "nonce": "n", "iat": now, "exp": now + 300}
    claims |= {"email": "ada@example.org", "email_verified": True, "name": "Ada"}
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    server.expect_request("/.well-known/openid-configuration").respond_with_json(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
        }
    )
    server.expect_request("/keys").respond_with_json({"keys": [KEY.as_dict(private=False)]})
    token = {"access_token": "a", "token_type": "Bearer", "id_token": encode(claims)}
    server.expect_request("/token").respond_with_json(token)
    provider = IdentityProvider(issuer, "redraw", SECRET, ("example.org",))
    return provider.finish("http://localhost/back", "code", "n", "v" * 43)


def test_a_right_answer_names_the_person(httpserver: HTTPServer) -> None:
    issuer = httpserver.url_for("").rstrip("/")
    assert answer(httpserver) == Identity(f"{issuer} u1", "Ada", "ada@example.org")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-app"},
        {"aud": ["redraw", "another-app"], "azp": "another-app"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_102_444_800},  # the year 2100
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_not_believed(
    httpserver: HTTPServer, changes: Claims
) -> None:
    with pytest.raises(IdentityError, match="cannot be used"):
        answer(httpserver, **changes)


@pytest.mark.parametrize(
    "encode",
    [
        lambda claims: jwt.encode({"alg": "RS256", "kid": "k1"}, claims, STRANGE_KEY),
        lambda claims: jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET)),
        lambda claims: signed(claims).rpartition(".")[0] + ".",
        lambda claims: "eyJhbGciOiJub25lIn0." + signed(claims).split(".")[1] + ".",
        lambda _claims: "no token",
    ],
    ids=["strange key", "signed by our secret", "no signature", "alg none", "nonsense"],
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(
    httpserver: HTTPServer, encode: Callable[[Claims], str]
) -> None:
    with pytest.raises(IdentityError, match="cannot be used"):
        answer(httpserver, encode)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"email_verified": False}, "has not verified"),
        ({"email_verified": None}, "has not verified"),
        ({"email_verified": "true"}, "has not verified"),
        ({"email": None}, "has not verified"),
        ({"email": "ada@example.org.evil.example"}, "not of this team"),
        ({"email": "ada@evil.example"}, "not of this team"),
        ({"email": "example.org@evil.example"}, "not of this team"),
    ],
    ids=str,
)
def test_only_verified_addresses_of_the_team_come_in(
    httpserver: HTTPServer, changes: Claims, why: str
) -> None:
    with pytest.raises(IdentityError, match=why):
        answer(httpserver, **changes)


def test_a_provider_that_does_not_answer_or_is_another_is_one_sentence(httpserver: HTTPServer) -> None:
    gone = IdentityProvider("http://127.0.0.1:9", "redraw", SECRET, ("example.org",))
    with pytest.raises(IdentityError, match="cannot be reached"):
        gone.begin("http://localhost/back")
    httpserver.expect_request("/.well-known/openid-configuration").respond_with_json({"issuer": "https://x"})
    other = IdentityProvider(httpserver.url_for("").rstrip("/"), "redraw", SECRET, ("example.org",))
    with pytest.raises(IdentityError, match="check OIDC_ISSUER"):
        other.begin("http://localhost/back")


def test_no_secret_stands_in_an_error(httpserver: HTTPServer) -> None:
    with pytest.raises(IdentityError) as refused:
        answer(httpserver, aud="another-app")
    assert SECRET not in str(refused.value)
