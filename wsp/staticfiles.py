"""How static files get their names in production: by their content, also where one script of ours imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; a page of one release never loads half of its scripts from the next one."""

    # Only our own scripts: packages bring modules whose imports are not files.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
