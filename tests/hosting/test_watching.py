"""Dashboard and alert rules name what `/metrics` gives, and nothing else."""

import json
import re

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.support import Clock, collaborators, make_app, work_until_idle
from tools.processes import ROOT
from webapp.models import IMAGINE, JobStatus, Person
from webapp.services import jobs, metrics

ALERTS = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))
UPKEEP = (ROOT / "docs" / "self-hosting" / "upkeep.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The metrics that a site gives after its first job, each with its labels, given just now or not."""
    clock = Clock()
    app = make_app(tmp_path_factory.mktemp("site"), clock)
    order = jobs.Order(button=IMAGINE, prompt="a boat", key="k")
    jobs.submit(collaborators(app), Person("local", "You", "member"), order)
    work_until_idle(app, clock)
    told = metrics.collect(collaborators(app))
    text = app.test_client().get("/metrics").get_data(as_text=True)
    assert {family.name for family in text_string_to_metric_families(text)} == {one.name for one in told}
    return {f"{one.name}_total" if one.only_grows else one.name: {one.label} - {""} for one in told}


def queries() -> list[str]:
    """Every question of the dashboard and the rules."""
    panels = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    return panels + [rule["expr"] for rule in RULES]


def test_every_metric_and_label_that_is_asked_for_is_given(given: dict[str, set[str]]) -> None:
    asked = [found for query in queries() for found in re.findall(r"(redraw_\w+)(?:\{([^}]*)\})?", query)]
    assert len(asked) > 20
    for name, labels in asked:
        assert name in given, name
        named = set(re.findall(r"(\w+)\s*[=!]", labels)) - {"job"}
        assert named <= given[name], name
    for query in queries():
        for words in re.findall(r'state[=!]~?"([^"]*)"', query):
            assert set(words.split("|")) <= set(JobStatus), query


def test_every_metric_is_described(given: dict[str, set[str]]) -> None:
    assert [name for name in given if f"`{name}" not in UPKEEP] == []


def test_each_alert_says_what_it_means_and_what_to_do_and_is_described() -> None:
    for rule in RULES:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "action"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert f"`{rule['alert']}`" in UPKEEP


def test_panels_do_not_lie_on_each_other() -> None:
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in DASHBOARD["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) == 23
