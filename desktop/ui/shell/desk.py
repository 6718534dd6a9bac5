"""What every page works with: the open office, jobs, the bus and the mouth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.domain.changes import Changes
from desktop.ui.shell.quarter_board import QuarterBoard

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.kernel.progress import Progress
    from desktop.kernel.settings import Settings
    from desktop.services.bundle import Office
    from desktop.ui.shell.change_bus import ChangeBus
    from desktop.ui.shell.jobs import Runner
    from desktop.ui.shell.messages import Messages


class Desk(QObject):
    """The one door of a page to everything behind it.

    Attributes:
        office: the use cases of the open ledger.
        runner: jobs off the window's thread.
        bus: what changed.
        messages: what people are told.
        settings: what this person set on this machine.
        quarters: the quarters with their progress.
        drafts: (kind, id, field) → what was typed and could not be stored; outlives a lock.

    Signals:
        saving: whether something is on its way to the disk.
        scope_changed: (quarter id, building id); empty text for "all".
        opened: id of the household whose card is asked for.
        page_asked: name of the page to show.
        tab_asked: name of the tab of the stages page to show.
        tool_asked: name of a dialog that any page may ask for (``main_window/paperwork.py``).
        retry_asked: what could not be stored is to be tried again.
    """

    saving = Signal(bool)
    scope_changed = Signal(str, str)
    opened = Signal(str)
    page_asked = Signal(str)
    tab_asked = Signal(str)
    tool_asked = Signal(str)
    retry_asked = Signal()

    def __init__(
        self,
        office: Office,
        runner: Runner,
        bus: ChangeBus,
        messages: Messages,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.runner = runner
        self.bus = bus
        self.messages = messages
        self.settings = settings
        # Before any screen: it must have forgotten the old counts when they ask again.
        self.quarters = QuarterBoard(office, runner, bus, messages.failure)
        self.quarters.setParent(self)
        self.quarter_id = ""
        self.building_id = ""
        self.drafts: dict[tuple[str, str, str], str] = {}
        self._pending = 0

    def choose(self, quarter_id: str, building_id: str = "") -> None:
        """Make a quarter, and perhaps one building of it, what every page looks at."""
        if (quarter_id, building_id) != (self.quarter_id, self.building_id):
            self.quarter_id, self.building_id = quarter_id, building_id
            self.scope_changed.emit(quarter_id, building_id)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.office.session.read_only

    def ask(
        self,
        question: Callable[[], Any],
        answer: Callable[[Any], None],
        *,
        owner: QObject,
        failed: Callable[[BaseException], None] | None = None,
    ) -> int:
        """Read something off the window's thread and hand the answer over."""
        return self.runner.start(
            lambda _: question(), done=answer, failed=failed or self.messages.failure, owner=owner
        )

    def act(
        self,
        action: Callable[[], Any],
        *,
        owner: QObject,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        notice: str = "",
    ) -> int:
        """Change something: saved, published, told. The common failure is one sentence."""
        self._count(1)

        def ended(result: Any) -> None:
            self._count(-1)
            if done is not None and isValid(owner):
                done(result)
            if notice:
                self.messages.notice(notice)
            self.bus.publish(result)

        def broke(error: BaseException) -> None:
            self._count(-1)
            if failed is not None and isValid(owner):
                failed(error)
            else:
                self.messages.failure(error)

        return self.runner.start(lambda _: action(), done=ended, failed=broke)

    def work(
        self,
        action: Callable[[Progress], Any],
        *,
        owner: QObject,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        stepped: Callable[[int, int, str], None] | None = None,
        kinds: frozenset[str] = frozenset(),
    ) -> int:
        """Run something long with progress; ``kinds`` is what it may have changed."""

        def ended(result: Any) -> None:
            done(result)
            if kinds:
                self.bus.publish(Changes("", "work", kinds, None))

        return self.runner.start(
            action,
            done=ended,
            failed=failed or self.messages.failure,
            cancelled=cancelled or (lambda: None),
            stepped=stepped or (lambda *_: None),
            owner=owner,
            long=True,
        )

    def _count(self, by: int) -> None:
        self._pending += by
        self.saving.emit(self._pending > 0)
