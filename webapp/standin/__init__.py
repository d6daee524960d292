"""The stand-in: an embedded provider that speaks the same wire form and draws with a small engine of its own.

It serves wherever no token is set, so that everything can be tried without an account. It is reached through
the provider's real client alone and is never taken for Midjourney: what it draws is marked as practice.
"""

from webapp.standin.app import create_standin_app
from webapp.standin.gallery import SAMPLES, Sample
from webapp.standin.server import serve
from webapp.standin.world import BASE_URL, World

__all__ = ["BASE_URL", "SAMPLES", "Sample", "World", "create_standin_app", "serve"]
