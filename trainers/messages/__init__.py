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
    Region,
    ScoreHoles,
)
from trainers.messages.look import Answer, Look, LookBack, LookFailed
from trainers.messages.pictures import ModelPictures, PicturesDrawn
from trainers.messages.program import Catalogued, DeviceInfo
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
    Ticked,
)
from trainers.messages.settings import KnobRefused, KnobSet, KnobsFound, Marked, SetKnob, SetThreads, ThreadsChanged

# What is sent to the trainer thread, and what comes back from both.
Command = Begin | Play | Pause | Advance | TakeBack | SetKnob | SetThreads | Save | CancelLoading
Event = (
    Catalogued
    | PhaseChanged
    | LoadProgress
    | DataReady
    | Scalars
    | Ticked
    | ThreadsChanged
    | Refused
    | KnobSet
    | KnobsFound
    | Marked
    | KnobRefused
    | Saved
    | Failed
    | PicturesDrawn
    | JudgeChanged
    | Answer
)

__all__ = [
    "Advance",
    "Answer",
    "ArenaShown",
    "BaselinesMeasured",
    "Begin",
    "CancelLoading",
    "Catalogued",
    "Channel",
    "Codes",
    "CodesMeasured",
    "Command",
    "CompareScores",
    "Complete",
    "Completed",
    "DataReady",
    "Decode",
    "DecodeGrid",
    "Decoded",
    "DecodedGrid",
    "DeviceInfo",
    "Draw",
    "Drawn",
    "Encode",
    "EncodeData",
    "Encoded",
    "Event",
    "ExactlyScored",
    "Expect",
    "Expected",
    "Failed",
    "FakeInspected",
    "FakesShown",
    "FieldFound",
    "FindField",
    "FitTable",
    "GameLook",
    "GenerationsMatched",
    "HoleLook",
    "HolesMapped",
    "HolesScored",
    "ImagesJudged",
    "InspectFake",
    "JudgeChanged",
    "JudgeImages",
    "KnobRefused",
    "KnobSet",
    "KnobsFound",
    "Layer",
    "LoadProgress",
    "Look",
    "LookBack",
    "LookFailed",
    "MapHoles",
    "Marked",
    "MatchGenerations",
    "MeasureBaselines",
    "MeasureCodes",
    "MeasureSamples",
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
    "SamplesMeasured",
    "Save",
    "Saved",
    "Scalars",
    "ScoreExactly",
    "ScoreHoles",
    "ScoresCompared",
    "SetKnob",
    "SetThreads",
    "ShowArena",
    "ShowFakes",
    "TableFitted",
    "TakeBack",
    "ThreadsChanged",
    "Ticked",
]
