"""wapiti over the pages, signed in as an admin: every form and address it finds, with what attackers send."""

import json
import re
import subprocess
from pathlib import Path

from tools.audit.catcher import Catcher
from tools.audit.report import Part
from tools.audit.site import Site

ATTACKS = "xss,permanentxss,sql,csrf,redirect,file,exec,crlf,upload,ssrf"
HEADERS = "http_headers,cookieflags,csp"
CRAWL_S, EACH_ATTACK_S = 60, 25

EXCLUDED = (
    # They end the session that the audit needs, or take away what it is to look at.
    "/sign-out",
    "/me/sign-out-everywhere",
    "/me/sessions/*",
    "/me/password",
    "/team/members/*/role",
    "/team/members/*/remove",
    "/pictures/*/delete",
    "/jobs/*/delete",
    "/webhook/remove",
    # Files of ours that take nothing, and pictures with their bytes: hundreds of addresses to one view.
    "/static/*",
    "/api/v1/*",
)


def audit(bin_folder: Path, folder: Path, site: Site) -> list[Part]:
    """What the attacks found over http, and what is missing in headers and cookies as behind a TLS proxy."""
    with Catcher() as catcher:
        endpoint = ["--endpoint", catcher.url]
        options = ["--max-scan-time", str(CRAWL_S), "--max-attack-time", str(EACH_ATTACK_S), *endpoint]
        attacks = _run(bin_folder, folder, site, ATTACKS, [*options, "--depth", "1", *_starts(site)])
        lured = [f"the server was lured to {path}" for path in catcher.asked]
    https = ["--header", "X-Forwarded-Proto: https", "--scope", "page"]
    headers = _run(bin_folder, folder, site, HEADERS, https)
    return [
        Part("wapiti, attacks", attacks.looked_at, attacks.findings + lured),
        Part("wapiti, headers", headers.looked_at, headers.findings),
    ]


def _run(bin_folder: Path, folder: Path, site: Site, modules: str, options: list[str]) -> Part:
    report = folder / f"wapiti-{modules.split(',')[0]}.json"
    command = [str(bin_folder / "wapiti"), "--url", f"{site.app.url}/", "--module", modules, *options]
    command += ["--cookie-value", site.cookie, "--no-bugreport", "--flush-session", "--tasks", "4"]
    command += ["--store-session", str(folder / "wapiti"), "--store-config", str(folder / "wapiti")]
    command += ["--dns-endpoint", "localhost", "--format", "json", "--output", str(report), "--level", "1"]
    command += [part for path in EXCLUDED for part in ("--exclude", site.app.url + path)]
    log_path = report.with_suffix(".log")
    with log_path.open("wb") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False, timeout=900)
    log_text = log_path.read_text(encoding="utf-8", errors="replace")
    cut_off = re.findall(r"Max attack time was reached for module (\w+)", log_text)
    told = json.loads(report.read_text(encoding="utf-8"))
    findings = [
        f"{kind}: {one['method']} {one['path']} {one['parameter']} {one['info']}"
        for group in ("vulnerabilities", "anomalies")
        for kind, ones in told[group].items()
        for one in ones
    ]
    words = f"{told['infos']['crawled_pages_nbr']} addresses and forms, {modules.count(',') + 1} attacks"
    return Part("wapiti", words + (f", cut off: {', '.join(cut_off)}" if cut_off else ""), findings)


def _starts(site: Site) -> list[str]:
    """Pages that hold what attacks are made of: fields, and values in the address."""
    pages = ("team", "team/log", "usage", "webhook", "me", "api", "shares", "mask", "sign-in")
    picture = (f"pictures/{site.picture}{end}" for end in ("", "/share", "/hand-over", "/paint"))
    paths = [*pages, *picture, f"jobs/{site.job}", site.share.strip("/"), "?q=boat&state=done"]
    return [part for path in paths for part in ("--start", f"{site.app.url}/{path}")]
