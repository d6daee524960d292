"""Alive, able to work, and in figures."""

from collections.abc import Iterator

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from webapp.access import Access, requires
from webapp.services import health, metrics
from webapp.views.answers import collaborators

views = Blueprint("health", __name__)


@views.get("/healthz")
@requires(Access.PUBLIC)
def healthz() -> Response:
    return jsonify(status="ok")


@views.get("/readyz")
@requires(Access.PUBLIC)
def readyz() -> tuple[Response, int]:
    problems = health.problems(collaborators())
    return jsonify(status="ok" if not problems else "not ready", problems=problems), 503 if problems else 200


@views.get("/metrics")
@requires(Access.METRICS)
def figures() -> Response:
    registry = CollectorRegistry()
    registry.register(_Collected())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Collected(Collector):
    """The figures as Prometheus's own library wants them."""

    def collect(self) -> Iterator[Metric]:
        for figure in metrics.collect(collaborators()):
            kind = CounterMetricFamily if figure.only_grows else GaugeMetricFamily
            family = kind(figure.name, figure.help, labels=[figure.label] if figure.label else [])
            for value_of_label, value in figure.values.items():
                family.add_metric([value_of_label] if figure.label else [], value)
            yield family
