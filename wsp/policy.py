"""The content policy: strict for pages, and a short one for files, which load nothing themselves. Knows no Django."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
POLICY_OF_FILES = "default-src 'none'"


def add_policy(headers, path, url):
    """Give a static file its own short policy: the whole one on each of twenty small files weighs as much as a picture."""
    headers["Content-Security-Policy"] = POLICY_OF_FILES
