"""The settings' table: defaults, validation that names the variable, secrets from files."""

from pathlib import Path

import pytest

from webapp.models import ProviderName
from webapp.settings import TABLE, Settings, SettingsError, load

LOCAL = {"LOCAL_MODE": "1"}
OIDC = {
    "OIDC_ISSUER": "https://id.example",
    "OIDC_CLIENT_ID": "redraw",
    "OIDC_CLIENT_SECRET": "s",
    "OIDC_DOMAINS": "example.org",
    "PUBLIC_URL": "https://redraw.example",
}


def test_every_row_of_the_table_is_a_field_and_every_field_a_row() -> None:
    fields = set(Settings.__dataclass_fields__)
    assert fields == {row.name.lower() for row in TABLE}


def test_without_a_token_the_stand_in_serves() -> None:
    settings = load(LOCAL)
    assert settings.practice
    assert settings.provider is ProviderName.STANDIN
    assert settings.call_interval_s == 3.0
    assert settings.bind == "127.0.0.1"


def test_a_token_of_any_form_is_taken_as_it_is() -> None:
    settings = load(LOCAL | {"MIDJOURNEY_TOKEN": "12345 é"})
    assert settings.midjourney_token == "12345 é"
    assert settings.provider is ProviderName.MIDJOURNEY


def test_a_secret_is_read_from_the_file_that_name_file_names(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from a file\n")
    assert load(LOCAL | {"MIDJOURNEY_TOKEN_FILE": str(tmp_path / "token")}).midjourney_token == "from a file"


def test_postgres_addresses_get_the_driver_the_app_brings() -> None:
    for scheme in ("postgres", "postgresql"):
        settings = load(LOCAL | {"DATABASE_URL": f"{scheme}://u:p@db:5432/redraw"})
        assert settings.database_url == "postgresql+psycopg://u:p@db:5432/redraw"


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        (LOCAL | {"BIND": "0.0.0.0"}, "LOCAL_MODE"),
        (LOCAL | {"MIDJOURNEY_API_URL": "http://127.0.0.1:9000"}, "MIDJOURNEY_TOKEN"),
        (LOCAL | {"MIDJOURNEY_TOKEN": "t", "MIDJOURNEY_API_URL": "api.example"}, "MIDJOURNEY_API_URL"),
        (LOCAL | {"MIDJOURNEY_API_FAMILY": "other"}, "MIDJOURNEY_API_FAMILY"),
        (LOCAL | {"CALL_INTERVAL_S": "soon"}, "CALL_INTERVAL_S"),
        (LOCAL | {"CALL_INTERVAL_S": "nan"}, "CALL_INTERVAL_S"),
        (LOCAL | {"MASK_FORMAT": "jpeg"}, "MASK_FORMAT"),
        (LOCAL | {"STORAGE_URL": "https://bucket.example"}, "STORAGE_URL"),
        (LOCAL | {"LOG_FORMAT": "xml"}, "LOG_FORMAT"),
        (LOCAL | {"SENTRY_DSN": "https://sentry.example/1"}, "SENTRY_DSN"),
        (LOCAL | {"STORAGE_URL": "s3://"}, "STORAGE_URL"),
        (LOCAL | {"STORAGE_URL": "s3://key:secret@bucket/prefix"}, "STORAGE_URL"),
        (LOCAL | {"STORAGE_URL": "s3://bucket", "STORAGE_ACCESS_KEY": "k"}, "STORAGE_SECRET_KEY"),
        (LOCAL | {"STORAGE_ENDPOINT": "s3.example.org"}, "STORAGE_ENDPOINT"),
        (LOCAL | {"MAX_UPLOAD_MB": "0"}, "MAX_UPLOAD_MB"),
        (LOCAL | {"TRUSTED_HOPS": "-1"}, "TRUSTED_HOPS"),
        (LOCAL | {"TRUSTED_HOPS": "1.5"}, "TRUSTED_HOPS"),
        (LOCAL | {"TRUSTED_HOPS": "all"}, "TRUSTED_HOPS"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"OIDC_CLIENT_ID": "x"}, "OIDC_ISSUER"),
        (OIDC | {"OIDC_DOMAINS": ""}, "OIDC_DOMAINS"),
        (OIDC | {"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        (OIDC | {"PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({"SECRET_KEY": "please-change-me-now"}, "SECRET_KEY"),
        ({"SECRET_KEY": "my-secret-key-0123456789"}, "SECRET_KEY"),
        ({"SECRET_KEY": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, "SECRET_KEY"),
        (LOCAL | {"PORT": "70000"}, "PORT"),
        (LOCAL | {"PICTURE_HOSTS": "http://cdn.example/x"}, "PICTURE_HOSTS"),
        (LOCAL | {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        (LOCAL | {"STORAGE_URL": "ftp://x"}, "STORAGE_URL"),
        ({"LOCAL_MODE": "perhaps"}, "LOCAL_MODE"),
        (LOCAL | {"SECRET_KEY_FILE": "missing-file"}, "SECRET_KEY_FILE"),
        (LOCAL | {"SECRET_KEY_FILE": "x", "SECRET_KEY": "y"}, "SECRET_KEY_FILE"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load(environ)


def test_a_secret_never_shows_in_the_settings_text_form() -> None:
    settings = load(LOCAL | {"MIDJOURNEY_TOKEN": "canary-1", "SECRET_KEY": "canary-of-sixteen"})
    assert "canary" not in repr(settings)
