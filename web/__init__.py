"""The search page: what a browser and an HTTP client see of a library."""

from searchkit.web.app import create_app
from searchkit.web.gate import Gate
from searchkit.web.server import is_loopback, serve

__all__ = ["Gate", "create_app", "is_loopback", "serve"]
