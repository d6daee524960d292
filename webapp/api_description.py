"""The description of the API for scripts, OpenAPI 3.1, as plain data. Pure.

Written by hand, since what a field means is in no type; tests compare paths, fields and answers with the app.
"""

from typing import Any

from webapp.models import JobStatus

Json = dict[str, Any]


def _nullable(kind: str, meaning: str) -> Json:
    return {"type": [kind, "null"], "description": meaning}


def _field(kind: str, meaning: str, **more: Any) -> Json:
    return {"type": kind, "description": meaning, **more}


PICTURE = {
    "id": _field("string", "UUID", format="uuid"),
    "title": _field("string", "What a person called it; may be empty"),
    "prompt": _field("string", "The words it was made from; may be empty"),
    "width": _field("integer", "px"),
    "height": _field("integer", "px"),
    "content_type": _field("string", "image/png, image/jpeg or image/webp"),
    "size_bytes": _field("integer", "Size of the file"),
    "message_id": _nullable("string", "The provider's name for it; null for an upload"),
    "buttons": _field("array", "The provider's buttons that may be pressed", items={"type": "string"}),
    "is_grid": _field("boolean", "True for four variations in one image"),
    "job_id": _nullable("string", "The job that made it"),
    "image_url": _field("string", "Where its bytes are"),
    "created_at": _field("string", "UTC", format="date-time"),
    "created_by": _nullable("string", "The name of the person"),
}
JOB = {
    "id": _field("string", "UUID", format="uuid"),
    "status": _field("string", "Where it stands", enum=[str(status) for status in JobStatus]),
    "button": _field("string", "The provider's button, or imagine"),
    "prompt": _field("string", "The words sent; may be empty"),
    "progress": _nullable("integer", "0 to 100"),
    "queue_position": _nullable("integer", "How many jobs are before it; beyond ten to a tenth"),
    "eta_s": _nullable("integer", "Seconds it will probably take"),
    "elapsed_s": _field("integer", "Seconds since it was submitted"),
    "error": {
        "type": ["object", "null"],
        "description": "What went wrong",
        "properties": {
            "code": _nullable("string", "A word for scripts"),
            "message": _field("string", "A sentence"),
        },
    },
    "is_terminal": _field("boolean", "True where nothing more will happen"),
    "poll_after_s": _nullable("number", "When it is worth asking again"),
    "needs_approval": _field("boolean", "True while it waits, beyond a budget, for an admin to approve it"),
    "picture_id": _nullable("string", "What it was made from"),
    "result_picture_id": _nullable("string", "The picture it ended in"),
    "message_id": _nullable("string", "The provider's name for it"),
    "created_at": _field("string", "UTC", format="date-time"),
    "created_by": _nullable("string", "The name of the person"),
}
ERROR = {
    "error": {
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": _field("string", "A word for scripts"),
            "message": _field("string", "One sentence for a person"),
        },
    }
}
MASK = _field("string", "The painting: a PNG of the picture's own size, white is redrawn", format="binary")
KEY = _field("string", "Makes repeated requests one job: the same key with the same content", maxLength=64)
PROMPT = _field("string", "What should be there", maxLength=2000)


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Json, meaning: str) -> Json:
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}


def _bytes(meaning: str, *kinds: str) -> Json:
    return {"description": meaning, "content": {kind: {} for kind in kinds}}


def _object(properties: Json, *required: str) -> Json:
    return {"type": "object", "properties": properties, "required": list(required)}


def _one_of_them(properties: Json, *names: str) -> Json:
    return {"type": "object", "properties": properties, "anyOf": [{"required": [name]} for name in names]}


def _query(name: str, schema: Json, meaning: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": meaning}


def _path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _operation(
    name: str,
    summary: str,
    scope: str,
    answers: Json,
    *,
    parameters: tuple[Json, ...] = (),
    form: Json | None = None,
    plain: Json | None = None,
) -> Json:
    """One operation; `form` is what it takes as multipart, `plain` what it takes as JSON."""
    body = {"multipart/form-data": form, "application/json": plain}
    content = {kind: {"schema": schema} for kind, schema in body.items() if schema}
    return {
        "operationId": name,
        "summary": summary,
        "description": f"Needs a token with the scope `{scope}`.",
        **({"parameters": list(parameters)} if parameters else {}),
        **({"requestBody": {"required": True, "content": content}} if content else {}),
        "responses": {**answers, "default": _json(_ref("Error"), "What went wrong")},
    }


PICTURE_ID, JOB_ID = _path("picture_id"), _path("job_id")
IMAGE_QUERY = (
    _query("variation", {"type": "integer", "minimum": 1, "maximum": 4}, "One quarter of a grid"),
    _query(
        "w",
        {"type": "integer", "minimum": 1, "maximum": 100_000},
        "Smaller, at least so many px wide",
    ),
)
ADD = {"message_id": _field("string", "A finished message of the provider"), "prompt": PROMPT, "key": KEY}
IMAGE_FILE = _field("string", "PNG, JPEG or WebP", format="binary")
SUBMIT = {
    "button": _field("string", "One of the picture's buttons", default="Vary (Region)"),
    "prompt": PROMPT,
    "key": KEY,
}
MASK_FORMAT = _field("string", "What to make", enum=["webp", "png"])

PATHS: Json = {
    "/api/v1/pictures": {
        "get": _operation(
            "list_pictures",
            "The pictures, newest first",
            "read",
            {
                "200": _json(
                    _object(
                        {
                            "pictures": {"type": "array", "items": _ref("Picture")},
                            "next": _nullable("string", "Send it as before for the next page"),
                        }
                    ),
                    "A page",
                )
            },
            parameters=(
                _query("q", {"type": "string"}, "Words in title or prompt"),
                _query("before", {"type": "string"}, "The next of the page before"),
            ),
        ),
        "post": _operation(
            "add_picture",
            "Add a picture by message id, from a file, or from words",
            "write",
            {
                "201": _json(_ref("Picture"), "The picture"),
                "202": _json(_ref("Job"), "The job that draws the words"),
            },
            form=_one_of_them({**ADD, "image": IMAGE_FILE}, "message_id", "image", "prompt"),
            plain=_one_of_them(ADD, "message_id", "prompt"),
        ),
    },
    "/api/v1/pictures/{picture_id}": {
        "get": _operation(
            "get_picture",
            "One picture",
            "read",
            {"200": _json(_ref("Picture"), "The picture")},
            parameters=(PICTURE_ID,),
        ),
        "delete": _operation(
            "delete_picture",
            "Delete a picture",
            "write",
            {"204": {"description": "It is gone"}},
            parameters=(PICTURE_ID,),
        ),
    },
    "/api/v1/pictures/{picture_id}/image": {
        "get": _operation(
            "get_image",
            "The bytes of a picture",
            "read",
            {"200": _bytes("The image", "image/png", "image/jpeg", "image/webp")},
            parameters=(PICTURE_ID, *IMAGE_QUERY),
        ),
    },
    "/api/v1/pictures/{picture_id}/jobs": {
        "post": _operation(
            "submit_job",
            "Redraw a region, or press another button of the picture: one paid call",
            "write",
            {"201": _json(_ref("Job"), "The job; the same one for a repeated key")},
            parameters=(PICTURE_ID,),
            form=_object({**SUBMIT, "mask": MASK}),
            plain=_object(SUBMIT, "button"),
        ),
    },
    "/api/v1/jobs": {
        "get": _operation(
            "list_jobs",
            "The jobs, newest first: those that are not over, or those in one state",
            "read",
            {
                "200": _json(
                    _object(
                        {
                            "jobs": {"type": "array", "items": _ref("Job")},
                            "next": _nullable("string", "Send it as before for the next page"),
                        }
                    ),
                    "A page",
                )
            },
            parameters=(
                _query(
                    "status",
                    {"type": "string", "enum": ["all", *(str(status) for status in JobStatus)]},
                    "One state, or all of them",
                ),
                _query("before", {"type": "string"}, "The next of the page before"),
            ),
        ),
    },
    "/api/v1/jobs/{job_id}": {
        "get": _operation(
            "get_job", "One job", "read", {"200": _json(_ref("Job"), "The job")}, parameters=(JOB_ID,)
        ),
    },
    "/api/v1/jobs/{job_id}/cancel": {
        "post": _operation(
            "cancel_job",
            "Cancel a job",
            "write",
            {"200": _json(_ref("Job"), "The job")},
            parameters=(JOB_ID,),
        ),
    },
    "/api/v1/jobs/{job_id}/mask": {
        "get": _operation(
            "get_mask",
            "The exact mask that was sent",
            "read",
            {"200": _bytes("The mask", "image/webp", "image/png")},
            parameters=(JOB_ID,),
        ),
    },
    "/api/v1/masks": {
        "post": _operation(
            "make_mask",
            "The exact mask for a painting, nothing sent",
            "write",
            {"200": _bytes("The mask", "image/webp", "image/png")},
            form=_object({"mask": MASK, "format": MASK_FORMAT}, "mask"),
        ),
    },
}


def document(version: str, path: str) -> Json:
    """The whole description for one release, of a site that lies under `path` (empty: a host of its own)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Redraw",
            "version": version,
            "description": "Pictures, masks and jobs, for scripts, over the same services as the pages.",
        },
        "servers": [{"url": path or "/"}],
        "paths": PATHS,
        "components": {
            "schemas": {
                "Picture": _object(PICTURE, *PICTURE),
                "Job": _object(JOB, *JOB),
                "Error": _object(ERROR, *ERROR),
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A personal token"}
            },
        },
        "security": [{"token": []}],
    }
