"""Rows of employers as a file to take along, whatever page they were chosen on."""

from django.http import StreamingHttpResponse
from django.utils.text import slugify

from employers.pipeline.export import write_csv, write_xlsx

_KINDS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def give_rows(rows, *, kind, what, region, today):
    """Return the answer that streams `rows` as `kind` ("csv" or "xlsx"), in a file named after what, region and day."""
    write, content_type = _KINDS[kind]
    name = slugify(f"{what}-{region.slug}-{today.isoformat()}")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{kind}"',
        "Cache-Control": "no-store, private",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(write(rows, today=today), content_type=content_type, headers=headers)
