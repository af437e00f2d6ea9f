"""The questions: every item of the handreiking is asked, in our own plain Dutch, and counts where the model says."""

import copy
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from checklists import actions, queries
from checklists.models import Question, QuestionSet, Section
from checklists.scoring import DETERMINANTS, SIDES, WEIGHTS, Item, score
from tests.builders import answer, make_employer, make_visit, start_checklist

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENCE = json.loads((FIXTURES / "questions.json").read_text(encoding="utf-8"))
TIPS = json.loads((FIXTURES / "tips.json").read_text(encoding="utf-8"))
QUESTIONS = {row["key"]: row for section in REFERENCE["sections"] for row in section["questions"]}

SEED_ITEMS = {
    "internal": [f"I{number}" for number in range(1, 6)],
    "external": [f"E{number}" for number in range(1, 6)],
    "consideration": [f"O{number}" for number in range(1, 11)],
    "benefit": [f"V{number}" for number in range(1, 5)],
}
# Item of the handreiking -> the determinants its questions count in, one line per question, as the model's mapping says.
# Two go further than the mapping: O3c and O10b also ask for dividing tasks and guiding, which are practice (K2).
SPLIT = {
    "I1": ["W1 W2"],
    "I2": ["K3", "K3", "K3", "K3", "INT"],  # vacancy, hard to fill, growth, suitable work; being open is intention
    "I3": ["W2", "K2"],  # affinity of the manager; objective recruiting
    "I4": ["INT", "K2"],  # thinks about it; has it on paper
    "I5": ["D", "W2 W4", ""],  # behaviour; experience; the relation with the desk is no determinant
    "O1": ["W2"],
    "O2": ["W1"],
    "O3": ["W1", "K3", "K2"],
    "O4": ["W3", "W3", "W3", "W3"],  # one per source of pressure
    "O5": ["K3"],
    "O6": ["W1", "K3"],  # what is expected; what room there is
    "O7": ["W4"],  # belief in one's own ability is willen, however much it sounds like kunnen
    "O8": ["INT"],
    "O9": ["K1", "K1", "K1"],  # group, instruments, way of working
    "O10": ["W3", "K2 K3"],
    "V1": ["W1"],
    "V2": ["W1 W2"],
    "V3": ["W1"],
    "V4": ["W1"],
    **{code: [""] for code in SEED_ITEMS["external"]},
}
RUN = 12  # words in a row that may not be copied
FINGERPRINTS = frozenset(Path(__file__).with_name("seed_fingerprints.txt").read_text(encoding="utf-8").split())


def sentences_of(question):
    """Return all that is read aloud or shown of a question."""
    return [question["text"], question["ask"], *question["anchors"].values()]


def get_words(text):
    return re.findall(r"[^\W_]+", text.lower())


def find_copied(text):
    """Return the runs of words in `text` that stand in the handreiking, of which only fingerprints are kept here."""
    words = get_words(text)
    runs = [" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)]
    return [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:12] in FINGERPRINTS]


class TestCoverage:
    def test_every_item_of_the_handreiking_is_named_once(self):
        named = [(row["group"], row["code"]) for row in REFERENCE["seed_items"]]
        assert named == [(group, code) for group, codes in SEED_ITEMS.items() for code in codes]

    def test_every_item_has_the_questions_its_split_asks_for(self):
        found = {}
        for question in QUESTIONS.values():
            found.setdefault(question["seed"], []).append(" ".join(sorted(question["weights"])))
        assert {code: sorted(lines) for code, lines in found.items()} == {
            code: sorted(lines) for code, lines in SPLIT.items()
        }

    def test_every_key_starts_with_the_item_it_belongs_to(self):
        assert len(QUESTIONS) == sum(len(section["questions"]) for section in REFERENCE["sections"])
        assert [key for key, row in QUESTIONS.items() if re.sub(r"[a-z]$", "", key) != row["seed"]] == []

    def test_every_determinant_has_questions(self):
        per_determinant = Counter(code for row in QUESTIONS.values() for code in row["weights"])
        assert set(per_determinant) == set(DETERMINANTS)
        assert min(count for code, count in per_determinant.items() if code != "D") >= 2

    def test_external_factors_are_context_without_weight(self):
        context = {key for key, row in QUESTIONS.items() if row["kind"] == "context"}
        assert context == set(SEED_ITEMS["external"])
        assert all(QUESTIONS[key]["weights"] == {} for key in context)

    def test_benefits_run_from_disadvantage_to_advantage_and_nothing_else_does(self):
        assert {key for key, row in QUESTIONS.items() if row["kind"] == "bipolar"} == set(SEED_ITEMS["benefit"])

    def test_line_about_jobcoaching_is_no_question(self):
        assert not any("jobcoach" in " ".join(sentences_of(row)).lower() for row in QUESTIONS.values())

    def test_source_is_named_with_its_date(self):
        assert (REFERENCE["code"], REFERENCE["version"]) == ("fase-1", "2025-08")
        assert REFERENCE["source"]["changed_on"] == "2025-08-07"
        assert REFERENCE["source"]["publisher"] == "samenvoordeklant.nl"


class TestShortList:
    def test_short_list_has_about_twelve_questions(self):
        assert 10 <= sum(row["short"] for row in QUESTIONS.values()) <= 13

    def test_short_list_alone_gives_both_sides_and_behaviour_a_score(self):
        items = [Item(key, row["kind"], row["weights"], row["short"]) for key, row in QUESTIONS.items()]
        result = score(items, {key: 3 for key, row in QUESTIONS.items() if row["short"]}, short=True)
        assert (result.willen, result.kunnen) == (75, 75)
        assert all(result.determinants[code].value == 75 for code in WEIGHTS)
        assert all(result.coverage[side].share == 1 for side in SIDES)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
class TestEveryQuestion:
    def test_anchors_describe_the_lowest_middle_and_highest_answer(self, question):
        anchors = ["-2", "0", "2"] if question["kind"] == "bipolar" else ["0", "2", "4"]
        assert list(question["anchors"]) == anchors
        assert len(set(question["anchors"].values())) == 3
        assert all(len(get_words(anchor)) >= 2 for anchor in question["anchors"].values())

    def test_is_asked_by_a_question_in_plain_dutch_with_u(self, question):
        assert question["ask"].endswith("?")
        assert len(question["text"]) <= 80
        said = get_words(" ".join(sentences_of(question)))
        assert not {"je", "jij", "jouw", "jullie"} & set(said)
        hard = {"derhalve", "teneinde", "middels", "conform", "alsmede", "dienen", "indien", "echter", "participatie"}
        assert not hard & set(said)
        sentences = [part for text in sentences_of(question) for part in re.split(r"[.?!]", text)]
        assert max(len(get_words(sentence)) for sentence in sentences) <= 18

    def test_nobody_is_called_unwilling(self, question):
        assert not any("wil niet" in text.lower() for text in sentences_of(question))

    def test_says_what_it_rests_on(self, question):
        assert question["evidence"]


def test_nothing_is_copied_word_for_word_from_the_handreiking():
    texts = [text for row in QUESTIONS.values() for text in sentences_of(row)]
    texts += [section["intro"] for section in REFERENCE["sections"]] + [row["topic"] for row in REFERENCE["seed_items"]]
    texts += [tip[field] for tip in TIPS["tips"] for field in ("title", "text", "adviser_text")]
    assert [run for text in texts for run in find_copied(text)] == []


def test_a_copied_sentence_would_be_seen():
    quoted = "Werkgevers vinden het belangrijk dat je de structuur, cultuur, werkzaamheden van de organisatie kent"
    assert find_copied(f"Let op: {quoted}!")
    assert not find_copied(
        "Werkgevers vinden het prettig als u weet hoe hun bedrijf in elkaar zit en wat er te doen is"
    )


def rows_of(model):
    return sorted(model.objects.values_list(), key=str)


@pytest.mark.usefixtures("reference")
class TestLoading:
    def load(self, change=None):
        reference = copy.deepcopy(REFERENCE)
        if change is not None:
            change({row["key"]: row for section in reference["sections"] for row in section["questions"]}, reference)
        return actions.load_questions(by=None, reference=reference)

    @pytest.fixture
    def checklist(self, noord, anna):
        checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        answer(checklist, by=anna, O7=3)
        return checklist

    def test_loading_gives_every_question_in_the_order_of_the_file(self):
        rows = Question.objects.filter(section__question_set__is_current=True).order_by("section__order", "order")
        assert [row.key for row in rows] == list(QUESTIONS)
        assert [row.weights for row in rows] == [row["weights"] for row in QUESTIONS.values()]

    def test_loading_twice_changes_nothing(self):
        before = [rows_of(model) for model in (QuestionSet, Section, Question)]
        assert self.load() == len(QUESTIONS)
        assert [rows_of(model) for model in (QuestionSet, Section, Question)] == before
        QuestionSet.objects.update(digest="another file")  # else the second load looks no further than the digest
        assert self.load() == len(QUESTIONS)
        QuestionSet.objects.update(loading=before[0][0][-1])  # a load that writes has a number of its own
        assert [rows_of(model) for model in (QuestionSet, Section, Question)] == before

    def test_file_that_is_put_back_is_asked_with_the_questions_it_has_now(self, noord, anna):
        asked = {question.key: question.pk for question in queries.get_current_questions()}
        self.load(lambda rows, file: file["sections"][1]["questions"].remove(rows["O6b"]))
        self.load()
        checklist = start_checklist(make_visit(make_employer(region=noord, by=anna), by=anna), by=anna)
        assert checklist.answers.get(question__key="O6b").question_id > asked["O6b"]

    def test_corrected_sentence_is_loaded_under_answers(self, checklist):
        self.load(lambda rows, _: rows["O7"].update(text="U heeft er vertrouwen in"))
        assert Question.objects.get(key="O7").text == "U heeft er vertrouwen in"

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda rows, _: rows["O7"].update(weights={"K2": 1}), id="other determinant"),
            pytest.param(lambda rows, _: rows["O7"].update(weights={"W4": 2}), id="other weight"),
            pytest.param(lambda rows, _: rows["O7"].update(kind="bipolar"), id="other scale"),
            pytest.param(lambda rows, _: rows["O7"].update(key="O7a"), id="another key"),
            pytest.param(lambda rows, file: file["sections"][1]["questions"].remove(rows["O7"]), id="left out"),
            pytest.param(
                lambda rows, file: file["sections"][1]["questions"].remove(rows["O6b"]), id="open one left out"
            ),
        ],
    )
    def test_changed_meaning_after_answers_is_refused(self, change, checklist):
        before = rows_of(Question)
        with pytest.raises(actions.ChangedMeaning, match="new version"):
            self.load(change)
        assert rows_of(Question) == before

    def test_changed_meaning_before_any_answer_is_loaded(self):
        def change(rows, file):
            rows["O7"].update(weights={"W4": 2})
            file["sections"][1]["questions"].remove(rows["O6b"])

        assert self.load(change) == len(QUESTIONS) - 1
        assert Question.objects.get(key="O7").weights == {"W4": 2}
        assert not Question.objects.filter(key="O6b").exists()

    def test_new_version_is_for_new_visits_and_earlier_ones_keep_theirs(self, checklist, anna):
        def change(rows, file):
            file.update(version="2027-01")
            rows["O7"].update(weights={"K2": 1})

        self.load(change)
        later = start_checklist(make_visit(checklist.visit.employer, by=anna), by=anna)
        assert later.question_set.version == "2027-01"
        assert later.answers.get(question__key="O7").question.weights == {"K2": 1}
        checklist.refresh_from_db()
        assert checklist.question_set.version == "2025-08"
        assert checklist.answers.get(question__key="O7").question.weights == {"W4": 1}
        assert QuestionSet.objects.get(is_current=True).version == "2027-01"
