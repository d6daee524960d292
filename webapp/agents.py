"""What a browser calls itself, in words a person recognises. Pure."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
)
"""Markers in the order of asking: most browsers also carry the names of others."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def name_of_agent(agent: str) -> str:
    """Such as "Firefox on Linux"; what is unknown is said to be."""
    browser = next((name for marker, name in BROWSERS if marker in agent), "A browser")
    system = next((name for marker, name in SYSTEMS if marker in agent), None)
    return f"{browser} on {system}" if system else browser
