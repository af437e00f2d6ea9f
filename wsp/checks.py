"""What `manage.py check --deploy` warns of besides Django's own list."""

from datetime import date

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def warn_of_expired_security_txt(app_configs, **kwargs):
    """Warn when /.well-known/security.txt has expired: who finds a weakness then no longer trusts the address in it."""
    if not settings.SECURITY_CONTACTS or date.today() < settings.SECURITY_EXPIRES_ON:
        return []
    return [
        Warning("WSP_SECURITY_EXPIRES is in the past; see that the address still works, and renew it.", id="wsp.W001")
    ]
