"""Who answers which look at models. Another kind of look is one more line in :data:`SUBJECTS`; what is asked about the
data alone is answered in ``maps.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trainers import messages
from trainers.looking.codes import CodeReader
from trainers.looking.components import ComponentReader
from trainers.looking.drawing import StageReader
from trainers.looking.jobs import Answerer, Answerers, Job, attempt
from trainers.looking.looker import Looker
from trainers.looking.pictures import PictureMaker
from trainers.looking.space_search import SpaceSearch

Subject = Callable[[Looker, SpaceSearch], Answerers]


def of_codes(looker: Looker, space: SpaceSearch) -> Answerers:
    return CodeReader(looker).answerers()


def of_stages(looker: Looker, space: SpaceSearch) -> Answerers:
    return StageReader(looker).answerers()


def of_components(looker: Looker, space: SpaceSearch) -> Answerers:
    return ComponentReader(looker).answerers()


def of_holes(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.holes import HoleMeter  # here and below: measurements import more than a decode needs
    from trainers.looking.region_scores import RegionScorer

    meter = HoleMeter(looker, space)
    return {**meter.answerers(), **RegionScorer(looker, meter).answerers()}


def of_games(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.game import GameMeter

    return GameMeter(looker, space).answerers()


def of_exact_scores(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.exact_scores import ExactScorer

    return ExactScorer(looker).answerers()


def of_mixtures(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.mixtures import MixtureReader

    return MixtureReader(looker).answerers()


def of_writing(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.texts.writing import WritingReader

    return WritingReader(looker).answerers()


def of_temperatures(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.texts.temperatures import TemperatureReader

    return TemperatureReader(looker).answerers()


def of_traces(looker: Looker, space: SpaceSearch) -> Answerers:
    from trainers.looking.texts.tracing import TraceReader

    return TraceReader(looker).answerers()


SUBJECTS: Mapping[type[messages.Look], Subject] = {
    messages.Decode: of_codes,
    messages.DecodeGrid: of_codes,
    messages.Encode: of_codes,
    messages.EncodeData: of_codes,
    messages.Nearest: of_codes,
    messages.Draw: of_stages,
    messages.Expect: of_components,
    messages.FindField: of_components,
    messages.Complete: of_components,
    messages.MeasureBaselines: of_components,
    messages.MapHoles: of_holes,
    messages.MeasureCodes: of_holes,
    messages.ScoreHoles: of_holes,
    messages.ScoreRegions: of_holes,
    messages.JudgeImages: of_holes,
    messages.ShowArena: of_games,
    messages.ShowFakes: of_games,
    messages.InspectFake: of_games,
    messages.CompareScores: of_games,
    messages.MeasureSamples: of_games,
    messages.MatchGenerations: of_games,
    messages.ScoreExactly: of_exact_scores,
    messages.FitTable: of_exact_scores,
    messages.ShowMixture: of_mixtures,
    messages.TryStarts: of_mixtures,
    messages.CompareSizes: of_mixtures,
    messages.DrawComponents: of_mixtures,
    messages.Foresee: of_writing,
    messages.WriteOn: of_writing,
    messages.TryTemperatures: of_temperatures,
    messages.TraceBack: of_traces,
    messages.FindAlike: of_traces,
}


class Answers:
    """Answers every look with the models of one looker, and draws its pictures. Used from one thread at a time.

    What a subject keeps between its looks is made at the first of them. Those who answer know the looker, and not
    whoever holds them: in a circle images, features and models of a run that was left would stay until cycles are
    collected."""

    def __init__(self, looker: Looker) -> None:
        self.looker = looker
        self.pictures = PictureMaker(looker)
        self._space = SpaceSearch(looker)
        self._made: dict[Subject, Answerers] = {}

    def answer(self, look: messages.Look) -> Job:
        """Answers any look; a question the models cannot answer becomes LookFailed with the reason."""
        stamp = (look.run_id, look.request_id, look.channel, self.looker.step)
        yield from attempt(lambda *asked: self._answerer(type(look))(*asked), look, stamp)

    def _answerer(self, asked: type[messages.Look]) -> Answerer:
        subject = SUBJECTS.get(asked)
        if subject is None:
            raise ValueError(f"the render thread does not know {asked.__name__}")
        if subject not in self._made:
            self._made[subject] = subject(self.looker, self._space)
        return self._made[subject][asked]
