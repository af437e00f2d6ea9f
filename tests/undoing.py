"""Pressing the button of a message that takes something back, as it stands on the page."""

import html
import re


def press_undo(client, page):
    """Post the form in the message on `page` with exactly what it carries; return the page one lands on."""
    message = re.search(
        r'<div class="melding[^"]*" role="status">.*?<form method="post" action="([^"]+)">(.*?)</form>', page, re.S
    )
    assert message, "no message on this page can be taken back"
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', message[2])
    typed = {html.unescape(name): html.unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}
    return client.post(html.unescape(message[1]), typed, follow=True)
