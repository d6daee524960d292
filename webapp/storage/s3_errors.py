"""What a bucket's refusals mean, as one sentence that names the setting to look at."""

from collections.abc import Mapping
from functools import cache

from webapp.errors import StorageError

WRONG_KEY = "The picture storage refuses the pair STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY"
NOT_ALLOWED = "The picture storage does not let STORAGE_ACCESS_KEY use the bucket of STORAGE_URL, {bucket}"
NO_BUCKET = "The picture storage has no bucket {bucket}, which STORAGE_URL names"
OTHER_REGION = "The bucket of STORAGE_URL, {bucket}, is in another region than STORAGE_REGION says"
FULL = "The bucket of STORAGE_URL, {bucket}, is full"
CLOCK = "The picture storage says that the clock of this server is wrong"
SLOW_DOWN = "The picture storage is asked too much just now"

SENTENCES: Mapping[str, str] = {
    "InvalidAccessKeyId": WRONG_KEY,
    "SignatureDoesNotMatch": WRONG_KEY,
    "AuthorizationQueryParametersError": WRONG_KEY,
    "ExpiredToken": WRONG_KEY,
    "InvalidToken": WRONG_KEY,
    "401": WRONG_KEY,
    "AccessDenied": NOT_ALLOWED,
    "AllAccessDisabled": NOT_ALLOWED,
    "403": NOT_ALLOWED,
    "NoSuchBucket": NO_BUCKET,
    "PermanentRedirect": OTHER_REGION,
    "AuthorizationHeaderMalformed": OTHER_REGION,
    "IllegalLocationConstraintException": OTHER_REGION,
    "301": OTHER_REGION,
    "QuotaExceeded": FULL,
    "InsufficientStorage": FULL,
    "XMinioStorageFull": FULL,
    "XMinioAdminBucketQuotaExceeded": FULL,
    "StorageCapExceeded": FULL,
    "507": FULL,
    "RequestTimeTooSkewed": CLOCK,
    "SlowDown": SLOW_DOWN,
    "429": SLOW_DOWN,
}
"""By the service's code, or by the HTTP status where an answer has no body."""


@cache
def CALL_ERRORS() -> tuple[type[Exception], ...]:  # noqa: N802  # stands where a tuple of types stands
    """All that boto3 raises for a call that did not work."""
    from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

    return (BotoCoreError, ClientError, HTTPClientError)


def code_of(error: Exception) -> str:
    """The service's code, such as `NoSuchKey`; empty where nothing answered."""
    answer = getattr(error, "response", None)
    return str((answer or {}).get("Error", {}).get("Code", ""))


def explain(error: Exception, bucket: str) -> StorageError:
    """The sentence for what went wrong, without its full stop."""
    return StorageError(_sentence(error).format(bucket=bucket))


def _sentence(error: Exception) -> str:
    code = code_of(error)
    if code:
        status = str(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))  # type: ignore[attr-defined]
        unknown = f"The picture storage answers with an error ({code})"
        return SENTENCES.get(code) or SENTENCES.get(status) or unknown.replace("{", "").replace("}", "")
    name = type(error).__name__
    if "Credentials" in name:
        return "There is no key for the picture storage in STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY"
    if name == "NoRegionError":
        return "STORAGE_REGION is not set and the picture storage needs it"
    if "Timeout" in name:
        return "The picture storage does not answer in time at STORAGE_ENDPOINT"
    return "The picture storage cannot be reached at STORAGE_ENDPOINT"
