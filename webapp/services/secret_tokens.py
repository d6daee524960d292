"""Secrets that travel in cookies and addresses, and the only form in which they are kept."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh unguessable token, safe in addresses: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of a token. No salt and no stretching: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
