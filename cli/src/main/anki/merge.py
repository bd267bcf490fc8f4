"""Plays a history of two devices through Anki, its sync server included, and through py-fsrs in the order of time.

Reads {"cards": n, "start": ISO, "steps": [...]} from standard input; a step is {"days": n}, {"sync": device} or
{"device", "card", "rating"}. Writes, for each card, what Anki holds after the syncs ("merged"), what Anki holds where one device
gave the same answers in the order of time ("ordered"), Anki's own recomputation from the merged answers ("recomputed"), and
what py-fsrs computes ("oracle").

Anki has no clock to set: where n days go by, everything recorded so far is moved n days back instead.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

from anki.buildinfo import version
from anki.collection import Collection
from anki.errors import NetworkError
from fsrs import Card, Rating, Scheduler, State

RATINGS = {"AGAIN": 1, "HARD": 2, "GOOD": 3, "EASY": 4}
DAY = 86_400
REVIEW = 2  # type and queue of a card in review
MOVED = (
    "update col set crt = crt - :s, mod = mod - :ms, scm = scm - :ms, ls = max(0, ls - :ms)",
    "update revlog set id = -(id - :ms)",  # by way of negative ids, since a new id may still be taken
    "update revlog set id = -id",
    "update notes set mod = mod - :s",
    "update cards set mod = mod - :s, due = case when due > 1000000000 then due - :s else due end",
    "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - :s) where data like '%\"lrt\"%'",
)


class Calendar:
    days = 0


class File:
    """A collection file, brought to the present day before it is used."""

    def __init__(self, path, calendar):
        self.path, self.calendar, self.days = path, calendar, calendar.days

    def bring_to_present(self):
        moved = (self.calendar.days - self.days) * DAY
        self.days = self.calendar.days
        if moved:
            with sqlite3.connect(self.path) as db:
                for statement in MOVED:
                    values = {"s": moved, "ms": moved * 1000}
                    db.execute(statement, {name: value for name, value in values.items() if ":" + name in statement})
            db.close()


class Device:
    def __init__(self, path, calendar):
        self.file, self.collection = File(path, calendar), None

    def open(self):
        if self.file.days != self.file.calendar.days:
            self.close()
            self.file.bring_to_present()
        if self.collection is None:
            self.collection = Collection(self.file.path)
        return self.collection

    def close(self):
        if self.collection is not None:
            self.collection.close()
            self.collection = None

    def answer(self, card_id, rating):
        collection = self.open()
        card = collection.get_card(card_id)
        card.start_timer()
        collection.sched.answerCard(card, RATINGS[rating])

    def sync(self, server):
        server.start()
        collection = self.open()
        auth = collection.sync_login("learner", "secret", server.url)
        answer = collection.sync_collection(auth, False)
        if answer.required in (answer.NO_CHANGES, answer.NORMAL_SYNC):
            return
        if server.filled and answer.required not in (answer.FULL_DOWNLOAD, answer.FULL_SYNC):
            raise SystemExit(f"Anki asks for a full sync ({answer.required}) in the middle of the history")
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=None, upload=not server.filled)
        server.filled = True
        collection.reopen(after_full_sync=True)

    def states(self, ids):
        collection = self.open()
        today, next_day = collection.sched.today, collection.sched.day_cutoff
        states = []
        for card in map(collection.get_card, ids):
            by_day = card.queue == REVIEW
            last = collection.db.scalar("select max(id) from revlog where cid = ?", card.id) / 1000
            last_day = today - int((next_day - last) // DAY)
            states.append(
                {
                    "lapses": card.lapses,
                    "stability": card.memory_state.stability,
                    # days after the last answer; 0 where the card is in a step
                    "dueDays": card.due - last_day if by_day else 0,
                    "againInReview": collection.db.scalar(
                        "select count() from revlog where cid = ? and ease = 1 and type = 1", card.id
                    ),
                }
            )
        return states


class Server:
    """python -m anki.syncserver; stopped while its file is moved."""

    def __init__(self, folder, calendar):
        self.folder, self.calendar, self.process, self.filled = folder, calendar, None, False
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.file = File(os.path.join(folder, "learner", "collection.anki2"), calendar)

    def start(self):
        if self.process and self.file.days == self.calendar.days:
            return
        self.stop()
        if os.path.exists(self.file.path):
            self.file.bring_to_present()
        self.file.days = self.calendar.days
        settings = {"SYNC_USER1": "learner:secret", "SYNC_BASE": self.folder, "SYNC_HOST": "127.0.0.1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anki.syncserver"],
            env={**os.environ, **settings, "SYNC_PORT": str(self.port), "RUST_LOG": "error"},
            stdout=sys.stderr,
        )
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit("the sync server of Anki did not start")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None


def new_collection(path, cards):
    collection = Collection(path)
    collection.set_config("fsrs", True)
    # without it equal cards are spread over days by chance
    collection.set_config("loadBalancerEnabled", False)
    basic = collection.models.by_name("Basic")
    ids = []
    for number in range(cards):
        note = collection.new_note(basic)
        note["Front"], note["Back"] = f"question {number}", f"answer {number}"
        collection.add_note(note, 1)
        ids.extend(note.card_ids())
    collection.close()
    return ids


def ordered_answers(history):
    """(day, number of the answer, answer), as they were given."""
    day = number = 0
    for step in history["steps"]:
        day += step.get("days", 0)
        if "card" in step:
            yield day, number, step
            number += 1


def play_in_anki(history, folder):
    calendar = Calendar()
    phone = os.path.join(folder, "phone.anki2")
    ids = new_collection(phone, history["cards"])
    shutil.copyfile(phone, os.path.join(folder, "single.anki2"))
    server = Server(folder, calendar)
    devices = {name: Device(os.path.join(folder, name + ".anki2"), calendar) for name in ("phone", "desktop")}
    try:
        for device in devices.values():
            device.sync(server)
        for step in history["steps"]:
            calendar.days += step.get("days", 0)
            if "card" in step:
                devices[step["device"]].answer(ids[step["card"]], step["rating"])
            elif "sync" in step:
                devices[step["sync"]].sync(server)
        for name in ("phone", "desktop", "phone"):
            devices[name].sync(server)
        merged = devices["phone"].states(ids)
        if devices["desktop"].states(ids) != merged:
            raise SystemExit("the two devices of Anki differ after their last sync")
        collection = devices["phone"].open()
        recomputed = [collection.compute_memory_state(card).stability for card in ids]
    finally:
        server.stop()
        for device in devices.values():
            device.close()
    return {"merged": merged, "recomputed": recomputed, "ordered": play_on_one_device(history, folder, ids)}


def play_on_one_device(history, folder, ids):
    calendar = Calendar()
    single = Device(os.path.join(folder, "single.anki2"), calendar)
    for day, _, answer in ordered_answers(history):
        calendar.days = day
        single.answer(ids[answer["card"]], answer["rating"])
    states = single.states(ids)
    single.close()
    return states


def play_in_py_fsrs(history):
    scheduler = Scheduler(enable_fuzzing=False)
    start = datetime.fromisoformat(history["start"])
    cards = [(Card(), 0) for _ in range(history["cards"])]
    for day, number, answer in ordered_answers(history):
        card, lapses = cards[answer["card"]]
        lapse = card.state == State.Review and answer["rating"] == "AGAIN"
        at = start + timedelta(days=day, seconds=number)
        card, _ = scheduler.review_card(card, Rating(RATINGS[answer["rating"]]), at)
        cards[answer["card"]] = (card, lapses + lapse)
    return [{"lapses": lapses, "stability": card.stability, "due": card.due.isoformat()} for card, lapses in cards]


def main():
    os.environ["TZ"] = "UTC"
    time.tzset()
    history = json.load(sys.stdin)
    folder = tempfile.mkdtemp(prefix="engram-merge-")
    try:
        played = play_in_anki(history, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    json.dump({"version": version, **played, "oracle": play_in_py_fsrs(history)}, sys.stdout)


if __name__ == "__main__":
    main()
