"""What `tools/mutants.py` breaks: promises of boards, each broken as a careless change or a past mistake would."""

from dataclasses import dataclass

TRIAL = "tests/torture/test_nothing_lost.py"


@dataclass(frozen=True)
class Mutant:
    """One place changed, and the test that should notice."""

    name: str
    file: str
    right: str
    wrong: str
    test: str = TRIAL


MUTANTS = (
    Mutant(
        "an op sent again is done again",
        "app/boards/turn.py",
        "if op.n == following:",
        "if op.n <= following:",
    ),
    Mutant(
        "acknowledged before the commit",
        "app/boards/committer.py",
        "            return turn.play(connection, board_id, lane.held, requests)\n",
        "            done = turn.play(connection, board_id, lane.held, requests)\n"
        "            for job, answer in zip(jobs, done.answers, strict=True):\n"
        "                job.answer = answer if isinstance(answer, Answer) else None\n"
        "            return done\n",
    ),
    Mutant(
        "told before the commit",
        "app/boards/turn.py",
        "    turn.draft.write(connection)\n",
        "    turn.draft.write(connection)\n"
        "    from app.boards import frames\n"
        "    from app.boards.engine.audience import ALL\n"
        "    from app.realtime import room, tell\n"
        "    rows = [row for row in log.read_rows(connection, board_id, after=locked.seq) if row.audience == '*']\n"
        "    for frame in frames.cut(board_id, locked.epoch, (locked.seq, turn.draft.state.seq), rows, to=ALL):\n"
        "        tell(room.board(board_id), 'frame', frame)\n",
    ),
    Mutant(
        "a gap uses up the number",
        "app/boards/turn.py",
        "            if op.n > following:\n"
        "                return Answer(tuple(settled), following, kept)\n"
        "            if op.n == following:",
        "            if op.n >= following:",
    ),
    Mutant(
        "a refusal uses up no number",
        "app/boards/turn.py",
        "                kept += self.known.move(",
        "                kept += 0 if outcome.code else self.known.move(",
    ),
    Mutant(
        "a held board is believed whatever others wrote",
        "app/boards/turn.py",
        "return log.catch_up(connection, locked.id, held.board) if behind else held.board",
        "return held.board",
    ),
    Mutant(
        "a batch for another life of the log is taken",
        "app/boards/turn.py",
        "if batch.epoch not in {None, self.board.epoch}:",
        "if batch.epoch == '':",
    ),
    Mutant(
        "a client's numbers are anybody's",
        "app/boards/cursors.py",
        "return cursor is None or cursor.holder == holder_of(client_id, principal_id)",
        "return True",
        "tests/boards/test_ops.py",
    ),
    Mutant(
        "roles are remembered from turn to turn",
        "app/boards/turn.py",
        "    scene = read_scene(connection, locked, ground, {request.principal_id for request in requests})\n",
        "    _SCENES = play.__dict__\n"
        "    scene = _SCENES.setdefault(\n"
        "        str((board_id, *{request.principal_id for request in requests})),\n"
        "        read_scene(connection, locked, ground, {request.principal_id for request in requests}),\n"
        "    )\n",
        "tests/boards/test_rights.py",
    ),
    Mutant(
        "everybody hears every row",
        "app/boards/tailer.py",
        "public = [row for row in rows if row.audience == EVERYONE]",
        "public = list(rows)",
    ),
    Mutant(
        "rows after a full look are passed over",
        "app/boards/watched.py",
        "self.read = end",
        "self.read = end + 1",
    ),
    Mutant(
        "a whole board holds what is hidden",
        "app/boards/queries.py",
        "(element.c.board_id == Board.id) & (element.c.audience == EVERYONE) & element.c.deleted_seq.is_(None),",
        "(element.c.board_id == Board.id) & element.c.deleted_seq.is_(None),",
    ),
    Mutant(
        "catching up brings what is hidden",
        "app/boards/log.py",
        "query = _ROWS if hearer is None else _ROWS.where(heard_by(hearer, ops.c.audience))",
        "query = _ROWS",
    ),
    Mutant(
        "a reveal makes the drafts public too",
        "app/boards/reveals.py",
        "    # What was deleted in private goes no further than the words that are left.\n",
        "    from sqlalchemy import update\n"
        "    of_the_shown = log.ops.c.target_id.in_(found.shown)\n"
        "    connection.execute(update(log.ops).where(of_the_shown).values(audience='*'))\n",
    ),
    Mutant(
        "how a text came about outlives its reveal",
        "app/boards/reveals.py",
        "    text.forget(connection, board_id, found.shown)\n",
        "",
        "tests/boards/test_hidden_text.py",
    ),
    Mutant(
        "hidden notes fill a group that others see",
        "app/boards/engine/groups.py",
        "seen_by.hears(note.audience)",
        "bool(note.audience)",
        "tests/boards/test_vectors.py",
    ),
    Mutant(
        "anybody's letters are taken under any name",
        "app/boards/text.py",
        "if taken or owner not in {None, hand}:",
        "if taken:",
        "tests/boards/test_text.py",
    ),
    Mutant(
        "a page shows what comes after a gap",
        "app/static/boards/store.js",
        "    if (from > this.seq) return false\n",
        "",
    ),
    Mutant(
        "a page never asks for what is missing",
        "app/static/boards/inbox.js",
        "this.#timer = patience === undefined ? undefined"
        " : setTimeout(() => void (this.#asked ? this.#wait(patience) : this.ask()), patience)",
        "this.#timer = undefined",
    ),
    Mutant(
        "what waits is dropped when the line is back",
        "app/static/boards/sync.js",
        "(n <= answer.last_n && !mayBeLate(op, answer.rules) ? { n, seq, about: true } : [])",
        "({ n, seq, about: true })",
    ),
    Mutant(
        "what is refused is not told",
        "app/static/boards/sync.js",
        "    if (!op || there) return\n",
        "    if (op || there) return\n",
    ),
    Mutant(
        "two tabs number under one name",
        "app/static/boards/outbox.js",
        "    await outbox.adopt().catch(",
        "    outbox.#client = principal.slice(0, 20)\n    await outbox.adopt().catch(",
    ),
    Mutant(
        "nothing lies on the device before it is sent",
        "app/static/boards/outbox.js",
        "[...entries.map((entry) => ops.put(this.#row(entry))), clients.put(this.#held(this.#client))]",
        "[clients.put(this.#held(this.#client))]",
    ),
    Mutant(
        "a minifier leaves the second greeting out",
        "app/static/boards/sync.js",
        "if (!answer) return this.#post.connected ? this.#retry() : undefined",
        "if (!answer) return undefined",
    ),
    Mutant(
        "a minifier leaves the second sending out",
        "app/static/boards/sending.js",
        "if (!answer || AGAIN.has(answer.x)) return this.#again(answer)",
        "if (!answer || AGAIN.has(answer.x)) return false",
    ),
    Mutant(
        "after a restore what waits keeps its numbers",
        "app/static/boards/sync.js",
        "    await this.#renumber()\n    this.dispatchEvent",
        "    this.dispatchEvent",
    ),
    Mutant(
        "what a backup took is not offered",
        "app/static/boards/restored.js",
        "return [...before.values()].filter((each) => !each.deleted",
        "return [...before.values()].filter((each) => each.deleted",
    ),
    Mutant(
        "one's own op flickers away before its row comes",
        "app/static/boards/store.js",
        "seq === undefined || seq > this.seq)",
        "seq === undefined)",
        "tests/js/store.test.js",
    ),
    Mutant(
        "a page sends before it knows what is there",
        "app/static/boards/sync.js",
        "    if (known) void this.#sending.send()\n",
        "    void this.#sending.send()\n",
        "tests/js/sync.test.js",
    ),
    Mutant(
        "what waits stays until what was missed is here",
        "app/static/boards/sync.js",
        "    if (known) void this.#sending.send()\n",
        "",
        "tests/js/sync.test.js",
    ),
    Mutant(
        "what is on its way is asked for once more",
        "app/static/boards/inbox.js",
        "(this.#asked ? this.#wait(patience) : this.ask())",
        "this.ask()",
        "tests/js/sync.test.js",
    ),
    Mutant(
        "who was away writes no faster than others",
        "app/boards/rates.py",
        "return self.ops.level <= OPS_AT_ONCE and self.waited.takes(now, op.size)",
        "return False",
        "tests/boards/test_rates.py",
    ),
    Mutant(
        "moving five hundred things is one op to the rate",
        "app/boards/rates.py",
        "said.ops.add(now, beside / TOUCHED_FOR_AN_OP)",
        "said.ops.add(now, 0)",
        "tests/boards/test_rates.py",
    ),
    Mutant(
        "a board may grow as heavy as it likes",
        "app/boards/engine/limits.py",
        "gain > 0 and board.weight + gain > MOST_WEIGHT",
        "gain < 0 and board.weight + gain > MOST_WEIGHT",
        "tests/boards/test_weight.py",
    ),
    Mutant(
        "a zone's rule binds its notes for nobody",
        "app/boards/engine/reach.py",
        "return context.narrowed.get(element.zone, {}).get(deed) if element.audience == EVERYONE else None",
        "return None",
        "tests/boards/test_vectors.py",
    ),
    Mutant(
        "whatever a zone says, notes come into it",
        "app/boards/engine/reach.py",
        "return context.narrowed.get(zone, {}).get(Deed.COMMENT if type_ == COMMENT else Deed.ADD)",
        "return None",
        "tests/boards/test_vectors.py",
    ),
    Mutant(
        "zones bind those who lead as well",
        "app/boards/policy.py",
        "    if role in LEADING_ROLES:\n        return {}\n    heard =",
        "    heard =",
        "tests/boards/test_zone_rules.py",
    ),
    Mutant(
        "a whole board does not say what is one's own in part",
        "app/boards/snapshots.py",
        "for part in (shared.events, in_part, hidden) if part)",
        "for part in (shared.events, hidden) if part)",
        "tests/boards/test_snapshots.py",
    ),
    Mutant(
        "a whole board does not say which notes are one's own",
        "app/boards/snapshots.py",
        "for note in beside if note.author == hearer.seat])",
        "for note in beside if note.author == hearer.alias])",
        "tests/boards/test_snapshots.py",
    ),
    Mutant(
        "what was hidden later stays in the past",
        "app/history/queries.py",
        "    for id_ in hidden_now(board_id, lying.keys(), hearer):\n        del lying[id_]\n",
        "",
        "tests/history/test_looking_back.py",
    ),
    Mutant(
        "the past shows what others wrote for themselves",
        "app/history/queries.py",
        "Op.seq <= seq, Op.audience != EVERYONE, log.heard_by(hearer, Op.audience))",
        "Op.seq <= seq, Op.audience != EVERYONE)",
        "tests/history/test_looking_back.py",
    ),
    Mutant(
        "everybody draws anew whenever a try failed",
        "app/static/realtime/connection.js",
        'if (before !== "lost") this.#loss',
        "this.#loss",
        "tests/js/connection.test.js",
    ),
    Mutant(
        "those who wait for the house come all at once",
        "app/static/realtime/backoff.js",
        "const first = SOONEST + place * round",
        "const first = gone ? SOONEST + gone : SOONEST + place * round",
        "tests/js/connection.test.js",
    ),
    Mutant(
        "a dot is given whatever was given before",
        "app/voting/services/ballots.py",
        "Used.used < Used.budget, Used.made",
        "Used.made",
        "tests/voting/test_giving.py",
    ),
    Mutant(
        "an op says whose it was though nobody is named",
        "app/boards/turn.py",
        "page, n = (None, None) if unnamed else (page_of(client_id), op.n)",
        "page, n = page_of(client_id), op.n",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "gestures tie the unnamed to the named",
        "app/boards/turn.py",
        "gesture = None if unnamed or isinstance(op.op, str) else op.op.g",
        "gesture = None if isinstance(op.op, str) else op.op.g",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "whoever touches their unnamed note is named for it",
        "app/boards/engine/reach.py",
        "return any(each is not None and not each.named and context.wrote(each) for each in touched)",
        "return False",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "what one alone sees names their seat beside their alias",
        "app/boards/engine/adding.py",
        "return context.mark, min(op.pm",
        "return context.seat, min(op.pm",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "late drafts name their seat beside their alias",
        "app/boards/engine/late.py",
        "    seat = context.mark\n",
        "    seat = context.seat\n",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "a hand is the same in every note",
        "app/boards/alias.py",
        'f"{element_id} {principal_id}"',
        'f"{principal_id}"',
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "what is refused keeps its gesture",
        "app/boards/wire.py",
        'if name not in {"n", "g", "u", "base"}',
        'if name not in {"n"}',
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "unnamed rows tell the second",
        "app/boards/draft.py",
        "self._now.replace(second=0, microsecond=0) if is_alias(entry.seat_id) else self._now",
        "self._now",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "a reveal leaves the seat behind what it shows unnamed",
        "app/boards/reveals.py",
        "        alias = aliases.get(element.id)\n",
        "        alias = None\n",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "drafts of a promise keep who wrote them",
        "app/boards/forgetting.py",
        '        "seat_id": _unless_a_seat(),\n',
        "",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "drafts of a promise keep whom they named",
        "app/boards/forgetting.py",
        'func.json_remove(func.json_set(ops.c.body, "$.aud", NOBODY), "$.by")',
        'func.json_set(ops.c.body, "$.aud", NOBODY)',
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "what nobody saw goes to its seat with the alias in it",
        "app/boards/forgetting.py",
        "by = seat if row.seat_id == alias else row.seat_id",
        "by = row.seat_id",
        "tests/boards/test_untied.py",
    ),
    Mutant(
        "frames count letters for bytes",
        "app/boards/frames.py",
        "len(encoded(row.body).encode())",
        "len(encoded(row.body))",
        "tests/boards/test_frames.py",
    ),
    Mutant(
        "a turn takes whatever waits",
        "app/boards/lane.py",
        "OPS_A_TURN = 300",
        "OPS_A_TURN = 30_000",
        "tests/boards/test_lane.py",
    ),
    Mutant(
        "a turn lets nobody gather",
        "app/boards/lane.py",
        "            time.sleep(wait)\n",
        "            pass\n",
        "tests/boards/test_lane.py",
    ),
    Mutant(
        "whoever comes back is told any number of rows",
        "app/boards/reading.py",
        "ROWS_BY_HTTP = 2_000",
        "ROWS_BY_HTTP = 20_000",
        "tests/boards/test_reading.py",
    ),
    Mutant(
        "a gigabyte waits for a slow reader",
        "app/realtime/limits.py",
        "WAITING_BYTES = 1024 * 1024",
        "WAITING_BYTES = 1024 * 1024 * 1024",
        "tests/realtime/test_at_once.py",
    ),
    Mutant(
        "who stays behind is never shut",
        "app/realtime/outbox.py",
        "            self.wire.shut()\n",
        "            pass\n",
        "tests/realtime/test_at_once.py",
    ),
    Mutant(
        "a reveal keeps what was hidden as its way back",
        "app/boards/engine/inverse.py",
        "codec.as_body(put(before)) if before.audience == event.aud else None",
        "codec.as_body(put(before))",
        "tests/boards/test_inverses.py",
    ),
    Mutant(
        "an old draft is what its author reads of a note others changed since",
        "app/history/queries.py",
        "if told >= past.last.get(id_, 0) and not element.deleted",
        "if not element.deleted",
        "tests/history/test_looking_back.py",
    ),
    Mutant(
        "processes tell each other who writes on what where nobody is named",
        "app/boards/elsewhere.py",
        "person.writes if person.writes in open_.ties else None",
        "person.writes",
        "tests/boards/test_elsewhere.py",
    ),
    Mutant(
        "processes tell each other names where nobody is named",
        "app/boards/elsewhere.py",
        'person.name if open_.named else ""',
        "person.name",
        "tests/boards/test_elsewhere.py",
    ),
    Mutant(
        "a big write lets nobody in between",
        "app/aside.py",
        "        if begin:\n",
        "        if begin < 0:\n",
        "tests/house/test_aside.py",
    ),
    Mutant(
        "what somebody missed is counted in letters",
        "app/boards/log.py",
        "func.length(cast(body, LargeBinary)) if",
        "func.length(body) if",
        "tests/boards/test_reading.py",
    ),
    Mutant(
        "a refusal tells what is hidden from what is not there",
        "app/boards/engine/reach.py",
        '        return Refusal("bad-target")\n    if code := refused(',
        '        return Refusal("gone" if id_ in board.elements else "bad-target")\n    if code := refused(',
        "tests/boards/test_properties.py",
    ),
    Mutant(
        "a seat that was ended keeps the plan",
        "app/plans/queries.py",
        "Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))\n    led",
        "Seat.role.in_(LEADING_ROLES))\n    led",
        "tests/plans/test_who_sees_plans.py",
    ),
    Mutant(
        "an error answer is kept as a built file",
        "app/static/worker.js",
        "=> answer.status === 200 && !answer.redirected",
        "=> answer.status > 0",
        "tests/js/worker.test.js",
    ),
    Mutant(
        "the session's cookie goes over plain http",
        "app/config.py",
        '"SESSION_COOKIE_SECURE": secure',
        '"SESSION_COOKIE_SECURE": False',
        "tests/house/test_cookies.py",
    ),
    Mutant(
        "what was said before day 1 counts as silence",
        "app/plans/status/rules.py",
        "return day - max(0, last or 0)",
        "return day - (last or 0)",
        "tests/plans/test_status.py",
    ),
    Mutant(
        "a page sends after a break before it greeted again",
        "app/static/boards/sync.js",
        "    this.#greeted = false\n    clearTimeout(this.#poll)",
        "    clearTimeout(this.#poll)",
        "tests/js/sync.test.js",
    ),
    Mutant(
        "dots wait ever longer",
        "app/static/voting/ballots.js",
        "        this.#pause = PAUSE.least\n",
        "",
        "tests/js/ballots.test.js",
    ),
    Mutant(
        "a mail is tried again after two minutes first",
        "app/mail/services.py",
        "max(tries, 1) - 1, 10",
        "max(tries, 1), 10",
        "tests/house/test_outbox.py",
    ),
    Mutant(
        "two use one link at once",
        "app/accounts/queries.py",
        "    if lock:\n        asked = asked.with_for_update",
        "    if lock and asked is None:\n        asked = asked.with_for_update",
        "--database=postgresql tests/accounts/test_links.py",
    ),
    Mutant(
        "a reveal goes by the step the room is in",
        "app/workshops/services/stage.py",
        "publish(NotesRevealed(row.workshop_id, each.generation, each.step_id))",
        "publish(NotesRevealed(row.workshop_id, each.generation, changed.step_id))",
        "tests/boards/test_hidden.py",
    ),
    Mutant(
        "a page settles what another tab numbered alike",
        "app/static/boards/outbox.js",
        "entry.client !== client || !done",
        "!done",
        "tests/js/lost-connections.test.js",
    ),
    Mutant(
        "what somebody wrote for themselves goes into a public text",
        "app/static/boards/text/live.js",
        " && (!pm || this.#moment() > 0))",
        ")",
        "tests/js/typing.test.js",
    ),
    Mutant(
        "a link outside ends the day before its last one",
        "app/plans/queries.py",
        "share.ends_on < days.today_in",
        "share.ends_on <= days.today_in",
        "tests/plans/test_outside.py",
    ),
    Mutant(
        "a link that shows no evidence hands out its files",
        "app/plans/endings/outside.py",
        "    if Shown.EVIDENCE not in share.parts or not kept:",
        "    if not kept:",
        "tests/plans/test_outside.py",
    ),
    Mutant(
        "parked actions are not sealed",
        "app/plans/endings/seal.py",
        "[_action(each, plan) for each in [*plan.actions, *plan.parked_actions]]",
        "[_action(each, plan) for each in plan.actions]",
        "tests/plans/test_sealed.py",
    ),
    Mutant(
        "a calendar outlives the account of whoever made it",
        "app/plans/feeds/queries.py",
        " or not feed.maker.is_active:",
        ":",
        "tests/plans/test_calendar.py",
    ),
    Mutant(
        "codes that were used come back with an older backup",
        "app/keeping/ended.py",
        '    (RecoveryCode.__tablename__, "code_digest", "used_at"),\n',
        "",
        "tests/keeping/test_restore.py",
    ),
    Mutant(
        "the log of a damaged database stays beside the next",
        "app/keeping/damaged.py",
        "    for ending in BESIDE:",
        "    for ending in ():",
        "tests/keeping/test_damaged.py",
    ),
    Mutant(
        "the check of each night passes over what it finds",
        "app/standing.py",
        'yield from (line for line in connection.scalars(text("PRAGMA quick_check(3)")) if line != OK)',
        'yield from (line for line in connection.scalars(text("PRAGMA quick_check(3)")) if line == "")',
        "tests/house/test_health.py",
    ),
    Mutant(
        "an update of tables keeps everybody waiting behind one reader",
        "migrations/env.py",
        ", in_a_hurry(connection):",
        ":",
        "tests/house/test_update_while_serving.py",
    ),
)
