"""A Flask app with one route that does nothing: what the server itself costs."""

from flask import Flask, Response

app = Flask(__name__, static_folder=None)


@app.get("/")
def index() -> Response:
    return Response("{}", content_type="application/json")
