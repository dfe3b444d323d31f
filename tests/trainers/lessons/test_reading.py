"""Lessons as they lie on the disk: what is read, what is found, and lists in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trainers.lessons.lesson_maker import ENGLISH, LESSON, read_small, write_lesson
from trainers.lessons.acts import SetAct
from trainers.lessons.reading import LessonError, find_first, find_lessons, lesson_folders, read_lesson
from trainers.lessons.schema import AskStep, DoStep, RevealStep


def test_all_that_is_read(tmp_path: Path) -> None:
    read = read_small(tmp_path)
    assert (read.name, read.lesson.version, read.lesson.order, read.lesson.seed) == ("small", 1, 7, 3)
    assert read.lesson.count == 4
    guess, move, told = read.lesson.find("guess"), read.lesson.find("move"), read.lesson.find("told")
    assert isinstance(guess, AskStep) and [option.key for option in guess.options] == ["up", "down"]
    assert isinstance(move, DoStep) and move.goals[0].text == "models.0.beta >= 4"
    assert move.show == (SetAct(do="set", path="models.0.beta", value=4.0),)
    assert isinstance(told, RevealStep) and told.of == "guess"
    assert {name for step in read.lesson.all_steps for each in step.conditions for name in each.names} == {
        "metrics.0.kl",
        "models.0.beta",
    }
    with pytest.raises(KeyError):
        read.lesson.find("nowhere")


def test_another_language_stands_beside_english(tmp_path: Path) -> None:
    folder = write_lesson(tmp_path / "small")
    (folder / "zh_CN.md").write_text(ENGLISH.replace("A small lesson", "一节小课"), encoding="utf-8")
    read = read_lesson(folder)
    assert read.texts_in("zh_CN").title == "一节小课"
    assert read.texts_in("en").title == read.texts_in("de").title == "A small lesson"


def test_a_chapter_begins_with_an_experiment_of_the_seed(tmp_path: Path) -> None:
    set_steps = LESSON.replace("steps = 5\n", 'steps = 5\nset = { "steps" = 77 }\n')
    read = read_small(tmp_path, set_steps)
    experiment = read.experiment(0, 12)
    assert experiment is not None
    assert (experiment.plan.seed, experiment.plan.steps) == (12, 77)


def test_a_chapter_may_go_on_with_what_is_there(tmp_path: Path) -> None:
    more = '\n[[chapters]]\nkey = "second"\n[[chapters.steps]]\nkey = "end"\nkind = "explain"\n'
    read = read_small(tmp_path, LESSON + more, ENGLISH + "\n## second: The second\n\n### end: The end\n")
    assert read.experiment(1, 0) is None


def test_an_experiment_may_stand_in_the_lesson(tmp_path: Path) -> None:
    inline = """
[chapters.start.experiment]
steps = 40
batch_size = 8
[chapters.start.experiment.dataset]
name = "moons"
count = 100
[[chapters.start.experiment.models]]
family = "ae"
latent_dim = 1
"""
    lesson = LESSON.replace('preset = "table-3x3"\n', "").replace(
        "\n[[chapters.steps]]", inline + "\n[[chapters.steps]]", 1
    )
    read = read_small(tmp_path, lesson)
    experiment = read.experiment(0, 5)
    assert experiment is not None and (experiment.dataset, experiment.plan.seed) == ("moons", 5)


def test_windows_line_ends_and_marks_of_encoding_are_read(tmp_path: Path) -> None:
    lesson = b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode()
    english = b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode()
    read = read_lesson(write_lesson(tmp_path / "small", lesson, english))
    assert read.texts_in("en").summary == "What it is about."
    assert read_lesson(write_lesson(tmp_path / "wide", LESSON.encode("utf-16"))).lesson == read.lesson


def test_lists_are_ordered_and_say_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    write_lesson(mine / "later", LESSON.replace("order = 7", "order = 9"))
    write_lesson(mine / "sooner", LESSON.replace("order = 7", "order = 1"))
    write_lesson(mine / "broken", LESSON.replace("minutes = 5", "minutes = 0"))
    write_lesson(theirs / "sooner")
    write_lesson(theirs / "also-7")
    tale = '\n[tell_tale]\nmetric = "kl"\nwrong = 0\nright = 1\nlevel = 1.0\nwrong_is = "above"\n'
    write_lesson(theirs / "exhibit", LESSON.replace("order = 7", "order = 0") + tale)
    (mine / "no lesson").mkdir()
    (mine / "a file").write_text("")
    lessons, problems = find_lessons([mine, theirs, tmp_path / "not there"])
    assert [each.name for each in lessons] == ["sooner", "also-7", "later", "exhibit"]
    assert len(problems) == 2
    assert problems[0].startswith("broken/lesson.toml, line 4: minutes: ")
    assert problems[1] == "sooner: there is a lesson of this name already"


def test_every_lesson_of_the_program_can_be_read() -> None:
    _, problems = find_lessons(lesson_folders())
    assert problems == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ("version = 1", "version = 1\ncolour = 3", 3, "colour: unknown key"),
        ("minutes = 5", "", 1, "minutes: is missing"),
        ("minutes = 5", 'minutes = "long"', 4, "minutes: "),
        ('key = "first"', 'key = "../first"', 8, "expected letters, digits and hyphens, found '../first'"),
        ("steps = 5", "steps = 20001", 12, "chapters.0.start.steps: "),
        ('kind = "explain"', 'kind = "explode"', 17, "kind: expected one of 'explain', 'look', 'ask'"),
        ('kind = "explain"', "", 15, "kind: is missing"),
        ('"metrics.0.kl > 1"', '"metrics.0.kl >"', 23, "found the end"),
        ('"metrics.0.kl > 1"', "3", 23, "expected a condition in quotes, found '3'"),
        ('key = "down"', 'key = "up"', 19, "two options have the same key"),
        ('answer = "choice"', 'answer = "number"', 19, "a number needs a value"),
        ("goals = [", "goals = [1, ", 28, "expected a condition in quotes"),
        ('do = "set"', 'do = "run"', 30, "do: expected one of 'set', 'play'"),
        ('do = "set", ', 'do = "set", shell = "ls", ', 30, "shell: unknown key"),
        ('of = "guess"', 'of = "nothing"', 0, "'told' reveals 'nothing', which has not been asked before"),
        ("note = { before =", "note = { be-fore =", 29, "expected letters, digits and _, as names in conditions"),
        ('key = "told"', 'key = "move"', 0, "two chapters or steps are called 'move'"),
        ('preset = "table-3x3"', 'preset = "nothing"', 10, "chapter first: preset: expected one of"),
        ('preset = "table-3x3"', "", 0, "the first chapter needs a preset or an experiment"),
        ('workspace = "explore"', 'set = { "models.7.beta" = 1 }', 10, "models.7.beta: there is no '7' here"),
        ('workspace = "explore"', 'set = { "steps" = -1 }', 10, "chapter first: steps: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, line: int, part: str) -> None:
    assert LESSON.count(old) == 1
    with pytest.raises(LessonError) as caught:
        read_small(tmp_path, LESSON.replace(old, new))
    where = f", line {line}" if line else ""  # none, of what concerns the whole
    assert str(caught.value).startswith(f"small/lesson.toml{where}: ")
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('goals = ["models.0.beta >= 4"]', 'goals = ["notes.before > 1"]', "notes.before"),  # it is noted at the end
        ('goals = ["models.0.beta >= 4"]', 'goals = ["notes.nothing > 1"]', "notes.nothing"),
        ('goals = ["models.0.beta >= 4"]', 'goals = ["answers.told == 1"]', "answers.told"),
        ('goals = ["models.0.beta >= 4"]', 'goals = ["answers.guess.x > 1"]', "answers.guess.x"),
        ('goals = ["models.0.beta >= 4"]', 'goals = ["answer.hole"]', "answer.hole"),
        ('right = "metrics.0.kl > 1"', 'right = "answer.x > 1"', "answer.x"),
    ],
)
def test_what_is_asked_of_the_lesson_is_remembered(tmp_path: Path, old: str, new: str, name: str) -> None:
    assert LESSON.count(old) == 1
    with pytest.raises(LessonError, match=f"nothing has been remembered as {name}$"):
        read_small(tmp_path, LESSON.replace(old, new))


def test_what_has_been_remembered_can_be_asked_for(tmp_path: Path) -> None:
    lesson = LESSON.replace('of = "guess"', 'of = "guess"\nonce = "notes.before > 0 and answers.guess == \'up\'"')
    read = read_small(
        tmp_path, lesson, ENGLISH.replace("right: Well", "right: {{notes.before}} {{answers.guess}} Well")
    )
    assert read.lesson.find("told").kind == "reveal"
    with pytest.raises(LessonError, match=r"step welcome: nothing has been remembered as notes\.before"):
        read_small(tmp_path / "other", english=ENGLISH.replace("{{step}}", "{{notes.before}}"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("### told: What came\n", "", "en.md: no text for the step 'told'"),
        ("## first: The first chapter\n", "", "en.md: no text for the chapter 'first'"),
        ("### told: What came", "### told: What came\n### more: x", "en.md: there is no step 'more' in lesson.toml"),
        ("- (down) Down\n", "", "en.md: step guess: expected the options down, up, found up"),
        ("? Up or down?\n", "", "en.md: step guess: expected a question, a line that begins with ?"),
        ("- [ ] beta", "beta", "en.md: step move: expected 1 goals, lines that begin with - [ ], found 0"),
        ("It has", "- [ ] It has", "en.md: step welcome: expected 0 goals, lines that begin with - [ ], found 1"),
        ("It has", "? It has", "en.md: step welcome: there is nothing to ask"),
        (
            "right: Well",
            "Well",
            "en.md: step told: expected what is said where the prediction was right and wrong,"
            " lines that begin with right: and wrong:",
        ),
        ("It has", "right: It has", "en.md: step welcome: there is no prediction to be right or wrong"),
        ("{{step}}", "{{step", "en.md, line 9: expected {{a number}}: two braces that open and close in one line"),
    ],
)
def test_texts_and_steps_have_to_fit(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert ENGLISH.count(old) >= 1
    with pytest.raises(LessonError) as caught:
        read_small(tmp_path, english=ENGLISH.replace(old, new, 1))
    assert str(caught.value) == f"small/{said}"


def test_the_first_of_all_is_found_without_reading_the_others(tmp_path: Path) -> None:
    found, _ = find_lessons(lesson_folders())
    assert find_first(lesson_folders()) == found[0] and found[0].lesson.tell_tale is None
    mine = tmp_path / "mine"
    write_lesson(mine / "third", LESSON.replace("order = 7", "order = 9"))
    assert find_first([mine]) == read_lesson(mine / "third")
    write_lesson(mine / "second")
    write_lesson(mine / "broken", LESSON.replace("order = 7", "order = 1"), "no title")
    write_lesson(mine / "unreadable", "order = ")
    exhibit = '[tell_tale]\nmetric = "kl"\nwrong = 0\nright = 1\nlevel = 1.0\nwrong_is = "above"\n'
    write_lesson(mine / "exhibit", LESSON.replace("order = 7", "order = 0") + exhibit)
    first = find_first([mine])
    assert first is not None and first.name == "second" and first == find_lessons([mine])[0][0]
    assert find_first([tmp_path / "nowhere"]) is None
