"""What the sponsor of a plan is said to agree to, and whether they were asked."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Json, Model
from app.plans.models.items import Ask, Verdict
from app.plans.same_words import is_same

if TYPE_CHECKING:
    from app.plans.models.plan import Plan


class PromiseKind(StrEnum):
    """What a promise is about."""

    MEASURE = "measure"
    GOAL = "goal"
    PAUSE = "pause"


class Agreement(Model):
    """A promise that changed after day 15: what it said before and says now, and that somebody wrote `sponsor` agreed.

    `item_id` is the measure, the plan or the pause; `row_id` the row that keeps the change. `ask_id` is the ask by
    which the sponsor answers whether they agree; None where nobody asked them. `own`: who wrote it down is the sponsor.
    """

    __tablename__ = "plan_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    ask_id: Mapped[str | None] = mapped_column(ForeignKey("ask.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    item_id: Mapped[str] = mapped_column(String(22))
    row_id: Mapped[str] = mapped_column(String(22))
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    said: Mapped[dict[str, list[object]]] = mapped_column(Json, default=dict)
    reason: Mapped[str] = mapped_column(String(400))
    sponsor: Mapped[str] = mapped_column(String(120))
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    made_at: Mapped[datetime]

    ask: Mapped[Ask | None] = relationship(back_populates="agreements")
    plan: Mapped["Plan"] = relationship(viewonly=True)

    @property
    def changed(self) -> dict[str, list[object]]:
        """Return what the promise says otherwise than before, by name."""
        return {name: pair for name, pair in self.said.items() if not is_same(name, *pair)}

    @property
    def is_doubted(self) -> bool:
        """True where a yes does not count: it shows no more than the word of the plan's own people, see `Uncounted`."""
        return self.ask is not None and self.ask.verdict == Verdict.YES and self.ask.doubted

    @property
    def who(self) -> str:
        """Return who says whether they agree: whoever is asked, else the sponsor of that day."""
        return self.ask.who if self.ask else self.sponsor
