"""How static files get their names in production: by their content, also where one script of ours imports another."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Whole lines of comment, and the blanks a line begins with: what is left does the same.
_FOR_READERS = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)

_STYLE_FOR_READERS = re.compile(r"/\*.*?\*/\n?|^[ \t]+", re.MULTILINE | re.DOTALL)


def strip_script(text):
    """Return a script of ours without its comments and indentation: readers have the source, a slow network does not care.

    Our scripts have no text that runs over several lines; a test holds that.
    """
    return _FOR_READERS.sub("", text)


def strip_style(text):
    """Return a stylesheet of ours without its comments and indentation; none of ours has them inside a text."""
    return _STYLE_FOR_READERS.sub("", text)


_STRIPPERS = {("js", "js"): strip_script, ("css", "css"): strip_style}


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; a page of one release never loads half of its scripts from the next one."""

    # Only our own scripts: packages bring modules whose imports are not files.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def _save(self, name, content):
        strip = _STRIPPERS.get((name.partition("/")[0], name.rpartition(".")[2]))
        if strip is not None:
            # By chunks, which begin at the beginning: whoever hands the file over may have read it to its end.
            content = ContentFile(strip(b"".join(content.chunks()).decode()).encode())
        return super()._save(name, content)
