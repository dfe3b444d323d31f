"""The whole conversation between the window and the worker.

Commands go to the trainer thread, looks to the render thread, events come back. Every message is a frozen, picklable
dataclass of plain scalars and read-only numpy arrays that owns its memory, so that the same conversation could be held
with another process or machine.

``run_id`` counts the runs of one worker: an event of an older run is stale and dropped. ``request_id`` does the same
for looks. Images are uint8 (N, C, H, W); codes ``z`` are float32 (N, latent_dim).

There is a file for each subject, and in it every look stands beside its answer. Here is the whole of it: ``messages.X``
is whatever is said.
"""

from __future__ import annotations

from trainers.messages.arena import ArenaShown, ShowArena
from trainers.messages.beside import ModelOfRun, StoodBeside
from trainers.messages.channels import Channel
from trainers.messages.codes import (
    Codes,
    Decode,
    Decoded,
    DecodedGrid,
    DecodeGrid,
    Encode,
    Encoded,
    EncodeData,
    Nearest,
    NearestFound,
)
from trainers.messages.components import (
    BaselinesMeasured,
    Complete,
    Completed,
    ExactlyScored,
    Expect,
    Expected,
    FieldFound,
    FindField,
    FitTable,
    MeasureBaselines,
    ScoreExactly,
    TableFitted,
)
from trainers.messages.draw import Draw, Drawn
from trainers.messages.fakes import FakeInspected, FakesShown, InspectFake, ShowFakes
from trainers.messages.game import (
    CompareScores,
    GameLook,
    GenerationsMatched,
    MatchGenerations,
    MeasureSamples,
    SamplesMeasured,
    ScoresCompared,
)
from trainers.messages.holes import (
    CodesMeasured,
    HoleLook,
    HolesMapped,
    HolesScored,
    ImagesJudged,
    JudgeChanged,
    JudgeImages,
    Layer,
    MapHoles,
    MeasureCodes,
    RegionScore,
    RegionsScored,
    ScoreHoles,
    ScoreRegions,
)
from trainers.messages.link import Declined, LinkChanged, LinkPhase, RunServed, TakeControls
from trainers.messages.look import Answer, Look, LookBack, LookFailed
from trainers.messages.maps import (
    ClustersFound,
    ExamplesShown,
    FindClusters,
    GridDecoder,
    JudgeMap,
    LinearDecoder,
    MakeMap,
    MapDecoder,
    MapJudged,
    MapMade,
    ShowExamples,
)
from trainers.messages.mixture import (
    CompareSizes,
    Components,
    ComponentsDrawn,
    DrawComponents,
    MixtureShown,
    ShowMixture,
    SizesCompared,
    StartsTried,
    StartTried,
    TryStarts,
)
from trainers.messages.pictures import ModelPictures, PicturesDrawn
from trainers.messages.program import Catalogued, DeviceInfo
from trainers.messages.regions import (
    MOST_COMPONENTS,
    USUAL_MIXTURE,
    BoxShape,
    Covariance,
    DrawnFrom,
    MixtureFit,
    Region,
    RegionShape,
)
from trainers.messages.run import (
    Advance,
    Begin,
    CancelLoading,
    DataReady,
    Failed,
    LoadProgress,
    Pause,
    Phase,
    PhaseChanged,
    Play,
    Refused,
    Save,
    Saved,
    Scalars,
    TakeBack,
    TakenUp,
    TakeUp,
    Ticked,
)
from trainers.messages.settings import (
    Adjust,
    Adjusted,
    AdjustRefused,
    KnobRefused,
    KnobSet,
    KnobsFound,
    Marked,
    SetKnob,
    SetPace,
    SetThreads,
    ThreadsChanged,
)
from trainers.messages.temperatures import Tempered, TemperedQuality, TryTemperatures
from trainers.messages.tracing import AlikeFound, FindAlike, TraceBack, TracedBack
from trainers.messages.writing import CountText, Foresee, Foreseen, TextCounted, WriteOn, Written

# What is sent to the trainer thread, and what comes back from both.
Command = (
    Begin
    | Play
    | Pause
    | Advance
    | TakeBack
    | SetKnob
    | Adjust
    | SetPace
    | SetThreads
    | Save
    | CancelLoading
    | TakeUp
    | TakeControls
)
Event = (
    Catalogued
    | PhaseChanged
    | LoadProgress
    | DataReady
    | Scalars
    | Ticked
    | ThreadsChanged
    | Refused
    | TakenUp
    | StoodBeside
    | KnobSet
    | KnobsFound
    | Marked
    | KnobRefused
    | Adjusted
    | AdjustRefused
    | Saved
    | Failed
    | PicturesDrawn
    | JudgeChanged
    | RunServed
    | LinkChanged
    | Declined
    | Answer
)

__all__ = [
    "Adjust",
    "AdjustRefused",
    "Adjusted",
    "Advance",
    "Answer",
    "ArenaShown",
    "BaselinesMeasured",
    "Begin",
    "BoxShape",
    "CancelLoading",
    "Catalogued",
    "Channel",
    "ClustersFound",
    "Codes",
    "CodesMeasured",
    "Command",
    "CompareScores",
    "CompareSizes",
    "Complete",
    "Completed",
    "Components",
    "ComponentsDrawn",
    "CountText",
    "Covariance",
    "DataReady",
    "Decode",
    "DecodeGrid",
    "Decoded",
    "DecodedGrid",
    "Declined",
    "DeviceInfo",
    "Draw",
    "DrawComponents",
    "Drawn",
    "DrawnFrom",
    "Encode",
    "EncodeData",
    "Encoded",
    "Event",
    "ExactlyScored",
    "ExamplesShown",
    "Expect",
    "Expected",
    "Failed",
    "FakeInspected",
    "FakesShown",
    "FieldFound",
    "FindClusters",
    "FindField",
    "FitTable",
    "Foresee",
    "Foreseen",
    "GameLook",
    "GenerationsMatched",
    "GridDecoder",
    "HoleLook",
    "HolesMapped",
    "HolesScored",
    "ImagesJudged",
    "InspectFake",
    "JudgeChanged",
    "JudgeImages",
    "JudgeMap",
    "KnobRefused",
    "KnobSet",
    "KnobsFound",
    "Layer",
    "LinkChanged",
    "LinkPhase",
    "LinearDecoder",
    "LoadProgress",
    "Look",
    "LookBack",
    "LookFailed",
    "MOST_COMPONENTS",
    "USUAL_MIXTURE",
    "MakeMap",
    "MapDecoder",
    "MapHoles",
    "MapJudged",
    "MapMade",
    "Marked",
    "MatchGenerations",
    "MeasureBaselines",
    "MeasureCodes",
    "MeasureSamples",
    "MixtureFit",
    "MixtureShown",
    "ModelOfRun",
    "ModelPictures",
    "Nearest",
    "NearestFound",
    "Pause",
    "Phase",
    "PhaseChanged",
    "PicturesDrawn",
    "Play",
    "Refused",
    "Region",
    "RegionScore",
    "RegionShape",
    "RegionsScored",
    "RunServed",
    "SamplesMeasured",
    "Save",
    "Saved",
    "Scalars",
    "ScoreExactly",
    "ScoreHoles",
    "ScoreRegions",
    "ScoresCompared",
    "SetKnob",
    "SetPace",
    "SetThreads",
    "ShowArena",
    "ShowExamples",
    "ShowFakes",
    "ShowMixture",
    "SizesCompared",
    "StartTried",
    "StartsTried",
    "StoodBeside",
    "TableFitted",
    "TakeBack",
    "TakeControls",
    "TakeUp",
    "TakenUp",
    "Tempered",
    "TemperedQuality",
    "TextCounted",
    "ThreadsChanged",
    "Ticked",
    "TryStarts",
    "TryTemperatures",
    "WriteOn",
    "Written",
    "AlikeFound",
    "FindAlike",
    "TraceBack",
    "TracedBack",
]
