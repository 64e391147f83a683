"""A case of two promises, written apart from the engine; see ``reference``."""

from reference import Reference


class Case:
    """A case with two promises, as people see it: what was done to it, and when.

    :param promises: dict of "respond" and "resolve" to a function of kind and level
        that returns the agreement that applies, if any
    :param holds: why the stage that waits holds a promise, and for how many seconds
    """

    def __init__(self, promises, holds, kind, level, received, now):
        self.promises = promises
        self.holds = holds
        self.kind, self.level = kind, level
        self.stage, self.active = "run", True
        self.answered = self.solved = self.informed = None
        self.watched = {}
        self.bound = {}
        self.received = received
        self.sync(now, classify=True)

    def says(self, promise):
        """What the case says of a promise."""
        void = not self.active or self.stage == "void"
        if promise == "respond":
            if self.answered is not None:
                return "keep", self.answered
            return ("void", None) if void or self.stage == "closed" else ("run", None)
        if void:
            return "void", None
        if self.informed is not None:
            return "keep", self.informed
        return ("pause" if self.stage == "pause" else "run"), None

    def sync(self, now, classify=False):
        """Something about the case has changed."""
        for promise, applies in self.promises.items():
            word, at = self.says(promise)
            agreement = applies(self.kind, self.level)
            watched = self.watched.get(promise)
            if watched is None:
                if classify and agreement and word != "void":
                    self.watched[promise] = watched = Reference(agreement)
                    self.bound[promise] = agreement
                    watched.start(self.received, now if at is None else at)
                    self._follow(watched, word, at, now)
                continue
            lapse = False
            if classify or (watched.state == "met" and word != "keep"):
                if not agreement:
                    word, lapse = "void", True
                elif agreement != self.bound[promise]:
                    if not (watched.state == "met" and word == "keep"):
                        self.bound[promise] = agreement
                        watched.agree(agreement, now)
            elif watched.lapsed is not None:
                continue  # Nothing is promised for what the case is now.
            self._follow(watched, word, at, now, lapse)

    def _follow(self, watched, word, at, now, lapse=False):
        if word == "run":
            watched.resume(now)
        elif word == "pause":
            watched.pause(now, *self.holds)
        elif word == "keep":
            watched.keep(min(at, now), now)
        else:
            watched.void(now, lapse)

    # -- what people do ---------------------------------------------------

    def move(self, stage, now):
        self.stage = stage
        if stage in ("solved", "closed"):
            self.solved = now if self.solved is None else self.solved
        else:
            self.solved = self.informed = None
        self.sync(now)

    def word(self, at, now):
        """The customer heard from us."""
        if self.answered is None:
            self.answered = at
        if self.solved is not None and self.informed is None:
            self.informed = max(at, self.solved)
        self.sync(now)

    def sweep(self, now):
        for promise, watched in self.watched.items():
            if watched.next() is not None and watched.next() <= now:
                word, at = self.says(promise)
                self._follow(watched, word, at, now)
                watched.sweep(now)
