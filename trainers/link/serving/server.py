"""Trains a run and lets others watch it. The links to them come and go; the run goes on.

One server holds one worker. Several may watch, each through a link of its own; one of them has the controls, and only
what that one says changes anything. Looks are asked by all, each on channels of its own.
"""

from __future__ import annotations

import logging
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

from trainers import messages
from trainers.link.serving.event_log import EventLog
from trainers.link.serving.gate import LONGEST_CHANNEL, MOST_CHANNELS, Gate
from trainers.link.serving.held_controls import HeldControls
from trainers.link.serving.story import Story, begin_story
from trainers.link.serving.taken_commands import TakenCommands
from trainers.link.serving.watcher import Watcher
from trainers.link.wire.language import of_server
from trainers.link.wire.said import Controlling, EndServing, Forget, Hold, Retold, Taken
from trainers.link.wire.wire_error import WireError
from trainers.messages import Phase
from trainers.messages.link import ANOTHER_WINDOW
from trainers.sentence import sentence
from trainers.worker.following_worker import FollowingWorker
from trainers.worker.worker import Worker

MOST_WATCHERS = 16
IDLE_SECONDS = 600.0  # after which a server ends that trains nothing and that nobody watches
SAVE_SECONDS = 120.0  # for the end: what was trained is saved
KEYS_OF_A_STORY = ("ticked", "loading", "judge", "pictures")  # those of :func:`latest_key`
_BUSY = (Phase.TRAINING, Phase.STARTING)
log = logging.getLogger(__name__)


class Server:
    """Serves the run that *begin* begins, known to others as *preset* if it is one. ``run`` accepts links until the
    server is told to end, or nobody needs it any more."""

    def __init__(
        self,
        listener: socket.socket,
        begin: messages.Begin,
        preset: str = "",
        idle_seconds: float = IDLE_SECONDS,
        make_worker: Callable[[Callable[[], None]], Worker | FollowingWorker] = Worker,
        only_watched: str = "",
    ) -> None:
        """*only_watched* is one sentence on why nobody has the controls; the empty text where somebody may."""
        assert begin.run_folder is not None, "what is served is saved"
        self.name = secrets.token_hex(8)
        self._listener, self._begin, self._idle_seconds = listener, begin, idle_seconds
        self._gate = Gate(Path(begin.run_folder), begin)
        self._lock = threading.RLock()  # of all below
        self._log = EventLog()
        self._watchers: dict[int, Watcher] = {}
        self._count = 0
        self._controls = HeldControls(only_watched)
        self._taken = TakenCommands()
        self._catalogued: messages.Catalogued | None = None
        self._now = begin_story(begin, preset)  # the run that was begun last
        self._stories = {begin.run_id: self._now}
        self._needed = time.monotonic()  # when somebody watched, or something was trained
        self._news, self._over = threading.Event(), threading.Event()
        self._worker = make_worker(self._news.set)

    # ------------------------------------------------------------------ the server's life

    def run(self) -> bool:
        """Serves until the end; returns whether the run was saved and everything has ended in time."""
        self._worker.start()
        self._worker.send(self._begin)
        teller = threading.Thread(target=self._tell_all, name="teller", daemon=True)
        teller.start()
        self._listener.settimeout(0.5)
        while not self._over.is_set():
            try:
                link, _ = self._listener.accept()
            except TimeoutError:
                self._end_if_idle()
                self._catch_up()
                continue
            except OSError:
                break
            threading.Thread(target=self._attend, args=(link,), name="watcher", daemon=True).start()
        self._listener.close()
        self.end()
        ended = self._worker.close(SAVE_SECONDS)
        self._news.set()
        teller.join(5.0)
        with self._lock:
            watchers = [*self._watchers.values()]
        for watcher in watchers:
            watcher.end(sentence("The far run was saved and is served no more."))
        time.sleep(0.1 if watchers else 0.0)
        return ended

    def end(self) -> None:
        """Ends it soon; from any thread, and from a signal's handler."""
        self._over.set()

    def _end_if_idle(self) -> None:
        with self._lock:
            now = time.monotonic()
            if self._watchers or self._now.phase in _BUSY:
                self._needed = now
            if now - self._needed > self._idle_seconds:
                self._over.set()

    def _catch_up(self) -> None:
        """Tells those the whole story again whose links were too slow for it: the log does not reach back for ever."""
        with self._lock:
            for watcher in self._watchers.values():
                if watcher.post.has_fallen_behind():
                    self._retell(watcher)

    # ------------------------------------------------------------------ what the worker says

    def _tell_all(self) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            for event in self._worker.drain():
                try:
                    self._tell(event)
                except WireError as error:
                    log.error("%s cannot be told: %s", type(event).__name__, error)
            if self._over.is_set() and not self._news.is_set():
                return

    def _tell(self, event: messages.Event) -> None:
        if isinstance(event, messages.Answer):
            self._answer(event)
            return
        with self._lock:
            if isinstance(event, messages.Catalogued):
                self._catalogued = event
            elif not isinstance(event, messages.LinkChanged | messages.Declined):
                story = self._stories.get(event.run_id)
                if story is not None:
                    story.hear(event)
            if isinstance(event, messages.Saved):
                self._gate.saved_in(event.folder)
            if isinstance(event, messages.DataReady) and event.run_id == self._now.run_id:
                self._stories = {event.run_id: self._now}
            self._pass_on(event)
            if isinstance(event, messages.DataReady) and event.run_id == self._now.run_id:
                self._tell_keyframes(event.run_id)
            if isinstance(event, messages.Refused) and event.kept in self._stories:
                self._stories.pop(event.run_id, None)
                self._now = self._stories[event.kept]
                self._retell_to_others()

    def _tell_keyframes(self, run_id: int) -> None:
        """Of the data of a run all watchers have heard, so they can see its keyframes so far; with the lock held."""
        if run_id != self._begin.run_id:
            self._retell_to_others()
            return
        for keyframe in self._now.keyframes:  # of an earlier session, which whoever begins it here does not know
            self._pass_on(keyframe)

    def _pass_on(self, event: messages.Event) -> None:
        """To all watchers; with the lock held."""
        key = latest_key(event)
        if key is None:
            self._log.add(of_server().encode(event, self._log.next_number()))
            for watcher in self._watchers.values():
                watcher.post.wake()
        elif self._watchers:
            frame = of_server().encode(event)
            for watcher in self._watchers.values():
                watcher.post.put_latest(key, frame)

    def _answer(self, answer: messages.Answer) -> None:
        """To who has asked."""
        number, _, channel = answer.channel.partition("/")
        with self._lock:
            watcher = self._watchers.get(int(number))
            if watcher is None:
                return
        frame = of_server().encode(replace(answer, channel=channel))
        with self._lock:
            each = f" {time.monotonic()}" if answer.each_counts else ""
            watcher.post.put_latest(f"look {channel}{each}", frame)

    # ------------------------------------------------------------------ who watches

    def _attend(self, link: socket.socket) -> None:
        """One link from its beginning to its end, on a thread of its own."""
        with self._lock:
            self._count += 1
            watcher = Watcher(link, self._count, self._log, self._lock)
        try:
            said = watcher.greet(self.name, self._taken.last_of)
            if isinstance(said, EndServing):
                self.end()
            elif said is not None:
                self._serve(watcher, said.server, said.seen)
        except (WireError, OSError) as error:
            log.info("a link that was none: %s", error)
        finally:
            watcher.close()
            watcher.release()

    def _serve(self, watcher: Watcher, server: str, seen: int) -> None:
        with self._lock:
            former = [each for each in self._watchers.values() if each.name == watcher.name]
            if len(self._watchers) - len(former) >= MOST_WATCHERS:
                watcher.end(sentence("Too many windows watch this run already."))
                watcher.send()
                return
            for each in former:  # the link broke, which nobody has noticed here
                del self._watchers[each.number]
                each.close()
            self._watchers[watcher.number] = watcher
            self._controls.take_if_free(watcher.name, {each.name for each in self._watchers.values()})
            if server == self.name and self._log.reaches(seen):
                watcher.post.begin_at(seen)
            else:
                self._retell(watcher)
            self._tell_controls()
        sender = threading.Thread(target=watcher.send, name="sender", daemon=True)
        sender.start()
        reason = watcher.listen(partial(self._take, watcher))
        if reason:
            log.info("a link was ended: %s", reason)
            watcher.end(reason)
            sender.join(2.0)
        self._leave(watcher)
        watcher.close()
        sender.join(2.0)

    def _leave(self, watcher: Watcher) -> None:
        with self._lock:
            if self._watchers.pop(watcher.number, None) is not None:
                self._controls.leave(watcher.name)
                self._tell_controls()
        for channel in watcher.channels:
            self._worker.forget(f"{watcher.number}/{channel}")

    def _tell_controls(self) -> None:
        """Who has the controls; with the lock held."""
        others = len(self._watchers) - 1
        for each in self._watchers.values():
            said = Controlling(self._controls.are_used_by(each.name), others, self._controls.only_watched)
            each.post.put_latest("controls", of_server().encode(said))

    def _retell(self, watcher: Watcher) -> None:
        """The whole story to one watcher; with the lock held."""
        up_to = self._log.last
        told: list[Callable[[], bytes]] = [partial(of_server().encode, event) for event in self._all_so_far()]
        watcher.post.tell_anew(deque([*told, partial(of_server().encode, Retold(), up_to)]), up_to, KEYS_OF_A_STORY)

    def _retell_to_others(self) -> None:
        """What has the controls knows it by itself; with the lock held."""
        for watcher in self._watchers.values():
            if not self._controls.are_of(watcher.name):
                self._retell(watcher)

    def _all_so_far(self) -> Iterator[messages.Event]:
        story = self._now
        if self._catalogued is not None:
            yield self._catalogued
        yield self._served(story)
        yield from story.retell()

    def _served(self, story: Story) -> messages.RunServed:
        return messages.RunServed(story.run_id, story.experiment, story.folder, story.preset)

    # ------------------------------------------------------------------ what watchers say

    def _take(self, watcher: Watcher, message: object, number: int) -> None:
        """Raises WireError where the link should end: no window says such a thing."""
        if isinstance(message, messages.Look):
            self._look(watcher, message)
        elif isinstance(message, Forget):
            if message.channel in watcher.channels:
                self._worker.forget(f"{watcher.number}/{message.channel}")
        elif isinstance(message, Hold):
            if message.channel in watcher.channels:
                self._worker.hold(f"{watcher.number}/{message.channel}", message.held)
        elif isinstance(message, messages.LookBack):
            if self._controls.are_of(watcher.name):  # all see the same weights
                self._worker.look_back(message)
        else:
            assert isinstance(message, get_args(messages.Command))
            if self._is_new(watcher, number):
                self._obey(watcher, message)

    def _is_new(self, watcher: Watcher, number: int) -> bool:
        """Whether a command has not come before: what was under way when a link broke is said again."""
        with self._lock:
            new = self._taken.take(watcher.name, number)
            watcher.post.put_latest("taken", of_server().encode(Taken(number)))
            return new

    def _look(self, watcher: Watcher, look: messages.Look) -> None:
        channels = watcher.channels
        if len(look.channel) > LONGEST_CHANNEL or (look.channel not in channels and len(channels) >= MOST_CHANNELS):
            raise WireError(sentence("The link brought questions on too many channels."))
        with self._lock:
            story = self._stories.get(look.run_id, self._now)
        try:
            self._gate.look(look, story.experiment)
        except WireError as error:
            failed = messages.LookFailed(look.run_id, look.request_id, look.channel, 0, str(error))
            with self._lock:
                watcher.post.put_latest(f"look {look.channel}", of_server().encode(failed))
            return
        channels.add(look.channel)
        self._worker.look(replace(look, channel=f"{watcher.number}/{look.channel}"))

    def _obey(self, watcher: Watcher, command: messages.Command) -> None:
        with self._lock:
            if self._controls.only_watched:
                self._decline(watcher, command, self._controls.only_watched)
                return
            if isinstance(command, messages.TakeControls):
                self._controls.take(watcher.name)
                self._tell_controls()
                return
            try:
                if not self._controls.are_of(watcher.name):
                    raise WireError(ANOTHER_WINDOW)
                checked = self._gate.command(command, self._now.experiment, self._now.run_id)
            except WireError as error:
                self._decline(watcher, command, str(error))
                return
            if isinstance(checked, messages.Begin):
                self._now = begin_story(checked, "", self._now)
                self._stories[checked.run_id] = self._now
                self._pass_on(self._served(self._now))
                self._retell_to_others()
            self._worker.send(checked)

    def _decline(self, watcher: Watcher, command: messages.Command, reason: str) -> None:
        """Says why a command is not obeyed; with the lock held. A run that cannot be begun leaves the one before."""
        said: messages.Declined | messages.Refused = messages.Declined(reason)
        key = f"declined {type(command).__name__}"
        if isinstance(command, messages.SetKnob):
            said = messages.Declined(reason, command.model, command.knob)
            key += f" {command.model} {command.knob}"
        elif isinstance(command, messages.Begin):
            said = messages.Refused(command.run_id, self._now.run_id, "{reason}", {"reason": reason}, for_data=False)
        watcher.post.put_latest(key, of_server().encode(said))


def latest_key(event: messages.Event) -> str | None:
    """Under which key only the newest of such events counts; None where none may be lost."""
    match event:
        case messages.Ticked():
            return "ticked"
        case messages.LoadProgress():
            return "loading"
        case messages.JudgeChanged():
            return "judge"
        case messages.PicturesDrawn(keyframe=False):
            return "pictures"
    return None
