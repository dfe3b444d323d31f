"""What the Adversarial workspace adds: the stages in the middle, the cards below them, the algorithm at the side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.form.draw_page import DrawPage
from explorer.pictures.mode_bars import ModeBars
from explorer.state.changes import changed, newer
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import as_sentence, class_names
from explorer.texts.sentences import sentence_text
from explorer.texts.verdict_titles import verdict_title
from explorer.widgets.card import Card
from explorer.widgets.model_choice import ModelChoice
from explorer.widgets.tabbed_card import TabbedCard
from explorer.workspaces.adversarial.algorithm_view import AlgorithmView
from explorer.workspaces.adversarial.channels import ARENA, FAKES, GENERATIONS, MEASURED, SCORES
from explorer.workspaces.adversarial.generations.generations import Generations
from explorer.workspaces.adversarial.looks import AdversarialLooks, scoring
from explorer.workspaces.adversarial.score_histogram import ScoreHistogram
from explorer.workspaces.adversarial.stages_panel import StagesPanel
from explorer.workspaces.adversarial.state import KEY, Applied, adversarial_of, keep
from explorer.workspaces.adversarial.verdict_card import VerdictView
from explorer.workspaces.adversarial.verdict_keeper import VerdictKeeper
from explorer.workspaces.adversarial.verdict_texts import verdict_text
from explorer.workspaces.adversarial.verdicts import (
    game_of,
    judged,
    live_knobs,
    run_step,
    steps_further,
    taken_remedy,
    verdict_shown,
)
from trainers import messages
from trainers.knobs import KnobRole
from trainers.messages import Phase
from trainers.verdict.verdict import Verdict

ABOUT_ONE = ("scores", "generations")  # pages about one model at a time


class AdversarialPanel(Parts):
    """Binds ``stages``, the cards and ``algorithm`` to the session. Where several models play, scores, generations and
    the algorithm are about the one that is chosen."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        session, theme, choose_path = room.session, room.theme, room.choose_path
        self._session, self._looks = session, AdversarialLooks(session, self)
        self.verdicts: dict[int, Verdict] = {}  # by model, as they are shown
        self._after_plan = (0, 0)  # a run, and how many steps it goes on with a remedy once its plan has ended
        self._model = -1  # that scores, generations and the algorithm are about
        self.stages = StagesPanel(session, self._looks, theme, choose_path)
        self.generations = Generations(choose_path)
        self.scores = ScoreHistogram(choose_path)
        self.modes = ModeBars(choose_path)
        self.draw = DrawPage(session)
        self.verdict = VerdictView()
        VerdictKeeper(session, self)
        self.algorithm = AlgorithmView()
        self.model_choice = ModelChoice("game-model")
        self._tabs, self._working = self._make_game(), self._make_working()
        self._connect()
        self.set_theme(theme)

    @property
    def parts(self) -> Sequence[Part]:
        return (
            Part(Slot.MIDDLE, self.stages),
            Part(Slot.CARDS, self._tabs, 10),
            Part(Slot.CARDS, self._working, 8),
            Part(Slot.SIDE, self.algorithm),
        )

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (self.scores, self.tr("What D thinks of examples: while it can tell, real ones lie right of fakes.")),
            (self.modes, self.tr("How the fakes are shared out over clouds or classes; a missing one is ringed.")),
            (self.generations, self.tr("The same noise through time, and which D sees through which G.")),
            (self.verdict, self.tr("How the game goes, by rules. Click a number to read what it says.")),
            (self.algorithm, self.tr("One step of training, line by line. Next line walks through it.")),
        )

    def stands_beside(self, state: AppState) -> bool:
        """Of one game: so the arena, a square, is largest."""
        return len(state.labels) == 1

    def is_answered(self, state: AppState) -> bool:
        picture = ARENA if state.data is not None and state.data.kind.in_plane else FAKES
        channels = (picture, SCORES, MEASURED)
        return all(state.is_answered(channel.of(model)) for model in scoring(state) for channel in channels)

    def verdict_lines(self, state: AppState) -> Sequence[str]:
        """Of games that have been measured: "GAN: Healthy. 8 of 8 modes present, ..."."""
        histories = adversarial_of(state).histories
        return [
            f"{state.labels[model]}: {as_sentence(verdict_title(verdict.kind))} {verdict_text(verdict)}"
            for model, verdict in judged(state).items()
            if histories[model]
        ]

    def sample_figures(self, state: AppState) -> Sequence[Mapping[str, float]]:
        known = [state.answer(MEASURED, model) for model in range(len(state.labels))]
        return [{} if measured is None else measured.figures for measured in known]

    def _make_game(self) -> TabbedCard:
        game = TabbedCard("game", tabs="game")
        game.add_page("scores", self.tr("Scores"), self.scores, self.scores.header_widgets())
        game.add_page("modes", self.tr("Modes"), self.modes, self.modes.header_widgets())
        game.add_page("generations", self.tr("Generations"), self.generations, self.generations.header_widgets())
        game.add_page("draw", self.tr("Draw data"), self.draw)
        game.lead_below(self.model_choice, ABOUT_ONE)
        self.model_choice.hide()
        return game

    def _make_working(self) -> Card:
        working = Card(self.tr("Is it working?"), name="working")
        padded = QWidget()  # a scroll area keeps no margins
        QVBoxLayout(padded).addWidget(self.verdict)
        working.set_body(padded, margin=0)
        return working

    def _connect(self) -> None:
        self.model_choice.model_chosen.connect(self._on_model_chosen)
        self.stages.failed.connect(self.room.failed)
        self.draw.failed.connect(self.room.failed)
        paper = self.draw.canvas.paper
        paper.changed.connect(lambda: self.room.drawn.emit(paper))
        self._tabs.page_shown.connect(self._on_page_shown)
        self.generations.step_chosen.connect(self._session.scrub)
        self.verdict.remedy_requested.connect(self._on_remedy_requested)
        self.verdict.undo_requested.connect(self._on_undo_requested)
        self.algorithm.players_requested.connect(lambda players: self._session.advance(1, tuple(players)))
        self.algorithm.line_requested.connect(self._on_line_requested)

    def set_theme(self, theme: Theme) -> None:
        views = (
            self.stages,
            self._tabs,
            self._working,
            self.generations,
            self.scores,
            self.modes,
            self.verdict,
            self.draw,
        )
        for view in (*views, self.algorithm):
            view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        self._go_on(new, old)
        if new.workspace != KEY:
            return
        if old is not None and new.workspace != old.workspace:
            old = None
        self.stages.show_state(new, old)
        if changed(new, old, "experiment"):
            self._tabs.offer_page("draw", _of_points(new))
        playing = scoring(new)
        if not playing:
            return
        model = adversarial_of(new).model
        model = model if model in playing else playing[0]
        if model != self._model:
            self._model = model
            old = None
        self._show_choice(new, playing, model)
        self._show_scores(new, old, model)
        self._show_measures(new, old)
        self._show_verdicts(new, old)
        self._show_algorithm(new, old, model)

    def _show_choice(self, new: AppState, playing: Sequence[int], model: int) -> None:
        self.model_choice.show_models([(each, new.labels[each]) for each in playing], model)
        self._tabs.show_leading(len(playing) > 1)
        self.algorithm.show_model(new.labels[model] if len(playing) > 1 else "")

    def _show_scores(self, new: AppState, old: AppState | None, model: int) -> None:
        if old is None:
            self.scores.show_scores(None)
            self.generations.show_generations(None)
        if compared := newer(new, old, SCORES, model):
            self.scores.show_scores(compared)
        if matched := newer(new, old, GENERATIONS, model):
            self.generations.show_generations(matched)
        if old is not None and new.run_id != old.run_id:
            self.scores.show_scores(None)
            self.generations.show_generations(None)

    def _show_measures(self, new: AppState, old: AppState | None) -> None:
        models = range(len(new.labels))
        if not changed(new, old, "labels", "run_id", *(MEASURED.of(model) for model in models)):
            return
        measured = [new.answer(MEASURED, model) for model in models]
        data = new.data
        known = 0 if data is None or data.modes is None else len(data.modes.centres)
        self.verdict.show_figures(new.labels, [None if each is None else each.figures for each in measured], known)
        shares = [None if each is None else each.mode_shares for each in measured]
        count = next((len(each) for each in shares if each is not None), 0)
        classes = data is not None and not known and len(data.class_names) == count
        names = class_names(new) if classes else tuple(str(mode + 1) for mode in range(count))
        self.modes.show_modes(names, shares, new.labels)
        unknown = data is not None and data.kind.in_plane and not known
        self.modes.show_lack(self._no_modes(new.labels, measured) if unknown else "")

    def _no_modes(self, labels: Sequence[str], measured: Sequence[messages.SamplesMeasured | None]) -> str:
        """Why there are no shares, and what tells how much of such data is covered."""
        found = []
        for label, each in zip(labels, measured, strict=True):
            figures = {} if each is None else each.figures
            if "coverage" in figures and "density" in figures:
                words = self.tr("coverage {0}, density {1}").format(
                    f"{figures['coverage']:.2f}", f"{figures['density']:.2f}"
                )
                found.append(f"{label}: {words}" if len(labels) > 1 else words)
        reason = self.tr("These data have no known modes, so there are no shares to count. How much is covered tells:")
        return f"{reason} {'; '.join(found)}." if found else ""

    def _show_verdicts(self, new: AppState, old: AppState | None) -> None:
        told = (
            old is not None
            and adversarial_of(new) is adversarial_of(old)
            and new.came_back == old.came_back
            and new.phase is old.phase
            and new.why_watched == old.why_watched
        )
        if told and old is not None and new.scrubbed != old.scrubbed:
            told = False
        if told and new.scrubbed is not None:  # the verdict is on the keyframe, whose figures come later
            told = not changed(new, old, *(MEASURED.of(model) for model in range(len(new.labels))))
        stands = old is not None and (new.ticked is old.ticked or new.phase is Phase.TRAINING)
        if told and stands and old is not None and new.experiment is old.experiment:
            return
        self.verdicts = judged(new)
        shown = [verdict_shown(new, self.verdicts.get(model), model) for model in range(len(new.labels))]
        self.verdict.show_verdicts(new.labels, shown)

    def _show_algorithm(self, new: AppState, old: AppState | None, model: int) -> None:
        self.algorithm.show_enabled(new.can_train, sentence_text(new.why_watched))
        if changed(new, old, lambda state: adversarial_of(state).line):
            self.algorithm.show_line(adversarial_of(new).line)
        experiment = new.experiment
        # The data of a run come later than its settings; until then those of the run before are still there.
        if experiment is not None and changed(new, old, "experiment", "data"):
            config = experiment.models[model].config
            self.algorithm.show_k(config.setting("moves of D", 1), config.setting("moves of G", 1))
            points = new.data is not None and new.data.kind.in_plane
            self.algorithm.show_game(game_of(new, model), points)
        if new.curves is not None and experiment is not None and changed(new, old, "curves"):
            curves = new.curves
            numbers = {name: curves.value_at(model, name, curves.last_step) for name in curves.metrics(model)}
            numbers["batch_size"] = experiment.plan.batch_size
            numbers["latent_dim"] = experiment.models[model].config.setting("code width", 0)
            self.algorithm.show_numbers(numbers)

    # ------------------------------------------------------------------ from the user

    def _on_model_chosen(self, model: int) -> None:
        keep(self._session, adversarial_of(self._session.state).with_model(model))

    def _on_page_shown(self, name: str) -> None:
        self._looks.set_generations_shown(name == "generations")

    def _on_remedy_requested(self, model: int) -> None:
        verdict, state = self.verdicts.get(model), self._session.state
        if verdict is None or verdict.remedy is None or state.experiment is None:
            return
        remedy, knobs, further = verdict.remedy, live_knobs(state, model), steps_further(state)
        before = {role: knobs[role] for role in remedy.knobs}
        step, previous = run_step(state), taken_remedy(state, model)
        times = 1 if previous is None else previous.times + 1
        if previous is not None and previous.remedy.back_to is not None and remedy.back_to is not None:
            previous = None  # the worker remembers what was before one going back, not before two
        applied = Applied(verdict.kind, remedy, before, step, state.run_id, previous, times)
        keep(self._session, adversarial_of(state).with_applied(model, applied))
        self._turn(model, remedy.knobs)
        if remedy.back_to is not None:
            self._session.take_back(remedy.back_to)
        if further:  # nothing would come of it, and nobody would be told
            left = max(0, state.experiment.plan.steps - step)
            self._after_plan = (state.run_id, further - left if left else 0)
            self._session.advance(further)

    def _go_on(self, new: AppState, old: AppState | None) -> None:
        """The rest of a remedy's steps, which lie beyond the plan: training stops where that ends."""
        run_id, steps = self._after_plan
        if steps and new.phase is Phase.FINISHED and changed(new, old, "phase"):
            self._after_plan = (run_id, 0)
            if run_id == new.run_id:
                self._session.advance(steps)

    def _on_undo_requested(self, model: int) -> None:
        state = self._session.state
        applied = taken_remedy(state, model)
        if applied is None:
            return
        self._after_plan = (state.run_id, 0)
        keep(self._session, adversarial_of(state).with_applied(model, applied.previous))
        self._turn(model, applied.before)
        if applied.remedy.back_to is not None:
            self._session.take_back(None)

    def _turn(self, model: int, knobs: Mapping[KnobRole, float]) -> None:
        experiment = self._session.state.experiment
        for role, value in knobs.items():
            knob = None if experiment is None else experiment.models[model].config.knob_for(role)
            if knob is not None:
                self._session.edit(value, f"models.{model}.{knob.name}")

    def _on_line_requested(self, line: int) -> None:
        keep(self._session, adversarial_of(self._session.state).with_line(line))


def _of_points(state: AppState) -> bool:
    """Whether the players draw points, so that a drawing can be their data."""
    name = "" if state.experiment is None else state.experiment.dataset
    return any(spec.kind.in_plane for spec in state.datasets if spec.name == name)
