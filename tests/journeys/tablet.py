"""Someone with a tablet at a table: taps, types, and knows what they meant."""

from copy import copy
from itertools import pairwise

from playwright.sync_api import expect

from checklists.models import Answer, AnswerChange
from tests.journeys.conftest import TABLET
from tests.journeys.world import sign_in

NOT_DISCUSSED = "niet_besproken"
STATE = "[data-device-state]"


class Tablet:
    """One browser with one visit before it; remembers everything that was typed, per question and in order."""

    def __init__(self, world, browser, user, visit, context=None, **options):
        self.world, self.user, self.visit = world, user, visit
        self.context = context or browser.new_context(
            base_url=world.url, viewport=TABLET, locale="nl-NL", timezone_id="Europe/Amsterdam", **options
        )
        self.context.set_default_timeout(20_000)
        self.typed = {}
        sign_in(world, self.context, user)
        self.page = self.context.new_page()

    @property
    def fill_url(self):
        return f"/bezoeken/{self.visit.pk}/checklist/"

    @property
    def keys(self):
        return self.page.evaluate(
            "[...document.querySelectorAll('form[data-queued=answer]')].map((form) => form.dataset.key)"
        )

    def open(self, is_taken=True):
        """Open the checklist; `is_taken`: and wait until this device can do without the server."""
        self.page.goto(self.fill_url)
        if is_taken:
            expect(self.page.locator("[data-take-along]")).to_contain_text("gaat mee op pad", timeout=30_000)
            self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        return self

    def card(self, key):
        return self.page.locator(f"#vraag-{key}")

    def status(self, key):
        return self.page.locator(f"#stand-{key}")

    def tap(self, key, step):
        """Choose a step of the scale, 0 to 4 from the left; returns what that means on the question."""
        radio = f"#vraag-{key} input[data-step='{step}']"
        value = self.page.evaluate(
            "(query) => { const one = document.querySelector(query); one.click(); return one.value }", radio
        )
        self._remember(key, answer=value)

    def write(self, key, text):
        """Write a note at a question, as one input."""
        self.page.evaluate(
            """([key, text]) => {
                const note = document.querySelector(`#notitie-${key}`);
                note.closest("details").open = true;
                note.value = text;
                note.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            [key, text],
        )
        self._remember(key, note=text)

    def _remember(self, key, **changed):
        now = self.typed.setdefault(key, [{"answer": NOT_DISCUSSED, "note": ""}])
        now.append({**now[-1], **changed})

    def forget_last(self, key):
        """The person chose the other answer: what they typed last does not count."""
        self.typed[key].pop()

    def fill(self, keys=None, between=lambda number, key: None):
        """Answer every question, each with another step, and let something happen before each."""
        for number, key in enumerate(keys or self.keys):
            between(number, key)
            self.tap(key, (number * 2 + 1) % 5)

    def is_kept(self, count=None):
        """Wait until everything is on this device: nothing is on its way to the disk any more."""
        self.page.evaluate("new Promise((done) => setTimeout(done, 0))")
        if count is not None:
            expect(self.page.locator(STATE).first).to_contain_text(f"op dit apparaat ({count})")
        return self

    def is_saved(self, timeout=60_000):
        """Wait until the page says that everything is stored, having asked it to go on at once."""
        self.send()
        expect(self.page.locator(STATE).first).to_have_text("opgeslagen", timeout=timeout)
        return self

    def send(self):
        """What a person does who looks at the page again: it sends at once."""
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    def offline(self, is_offline=True):
        self.context.set_offline(is_offline)
        return self

    def open_second_tab(self):
        """Return the same tablet with another tab before the person; both remember the same."""
        other = copy(self)
        other.page = self.context.new_page()
        return other

    def close(self):
        self.context.close()


def stored(visit):
    """Return what the server has: {question key: (answer, note, revision)} of every question that was touched."""
    rows = Answer.objects.filter(checklist__visit=visit, revision__gt=0).select_related("question")
    return {row.question.key: (as_typed(row), row.note, row.revision) for row in rows}


def as_typed(row):
    """Return a stored answer, or a change of one, as the form has it."""
    return {"answered": str(row.value), "not_discussed": NOT_DISCUSSED, "not_applicable": "nvt"}[row.state]


def check_nothing_lost(visit, *tablets, keys=None):
    """Hold what the server has against what was typed: nothing lost, nothing double, and in order."""
    typed = {}
    for tablet in tablets:
        typed |= tablet.typed
    now = stored(visit)
    assert {key: now.get(key, ("", ""))[:2] for key in typed} == {
        key: (history[-1]["answer"], history[-1]["note"]) for key, history in typed.items()
    }
    assert set(now) == set(typed)
    for key, history in typed.items():
        rows = AnswerChange.objects.filter(answer__checklist__visit=visit, answer__question__key=key).order_by(
            "revision"
        )
        steps = [{"answer": as_typed(row), "note": row.note} for row in rows]
        assert [row.revision for row in rows] == list(range(1, len(steps) + 1)), key
        assert all(one != other for one, other in pairwise(steps)), f"{key} was stored twice: {steps}"
        left = iter(history)
        assert all(step in left for step in steps), f"{key}: stored {steps}, typed {history}"
