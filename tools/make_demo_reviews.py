#!/usr/bin/env python3
"""Makes the events of the demo: one learner, two clients, three weeks. Fixed seed, so the file can be made again.

  tools/make_demo_reviews.py > cli/src/main/resources/demo/reviews.json

Python 3.8+, standard library only. A client decides what to show from the reviews that it knows: its own, and what it got
when it last spoke to the server. `dueAt` and `basedOn` are what it believed then. Whether an answer is right is drawn from
the recall that the merged history predicts, since the learner remembers what either client has shown.
"""
import json
import pathlib
import random
import sys
import uuid

import mastery_reference as reference

SEED = 20260907
DECK_FILE = "decks/transformers.txt"
AS_OF = "2026-10-03T08:00:00.000Z"
NEVER_SEEN = {10, 13}
SHOWN = [5, 11]  # of the cards whose history fits on a screen, those whose answers alternate most between the clients
LONDON = "2026-09-18"  # the only day at +01:00
LAPTOP_NEW, PHONE_NEW = [1, 2, 3, 4, 5, 9, 6, 7, 8, 11, 12], [6, 7, 8, 11, 12, 5, 4, 9, 3, 2, 1]
MINUTE = 60_000

# day, local time and client of each sitting, and how many new cards it may begin; "sync": what was gathered is sent afterwards
SITTINGS = [
    ("2026-09-07", "07:41", "phone", 2, None), ("2026-09-07", "19:32", "laptop", 2, None),
    ("2026-09-08", "07:38", "phone", 1, None), ("2026-09-08", "19:47", "laptop", 1, None),
    ("2026-09-09", "12:15", "phone", 1, None), ("2026-09-09", "19:30", "laptop", 0, None),
    ("2026-09-10", "07:44", "phone", 0, "sync"),
    ("2026-09-11", "19:36", "laptop", 0, None),
    ("2026-09-12", "09:20", "phone", 0, None),  # from here the phone has no network
    ("2026-09-13", "05:52", "laptop", 1, "sync"),  # an early start: the step of ten minutes ends after 04:00 in UTC
    ("2026-09-13", "10:05", "phone", 1, None),
    ("2026-09-14", "07:40", "phone", 1, None), ("2026-09-14", "19:31", "laptop", 1, None),
    ("2026-09-15", "07:52", "phone", 0, None),
    ("2026-09-16", "19:28", "laptop", 1, "sync"), ("2026-09-16", None, "phone", 0, None),  # the same millisecond
    ("2026-09-17", "07:39", "phone", 0, None),
    ("2026-09-18", "08:10", "phone", 0, None), ("2026-09-18", "20:15", "laptop", 0, None),
    ("2026-09-19", "11:02", "phone", 0, None),
    ("2026-09-20", "09:55", "phone", 0, None), ("2026-09-20", "19:25", "laptop", 0, "sync"),
    ("2026-09-21", "07:43", "phone", 0, "sync late, twice"),
    ("2026-09-22", "19:33", "laptop", 0, None),
    ("2026-09-23", "07:45", "phone", 0, None), ("2026-09-23", "19:40", "laptop", 0, None),
    ("2026-09-25", "07:37", "phone", 0, None), ("2026-09-25", "19:29", "laptop", 0, None),
    ("2026-09-26", "10:30", "phone", 0, None),
    ("2026-09-27", "10:12", "laptop", 0, "sync"), ("2026-09-27", "20:48", "phone", 0, "sync"),
]


class Client:
    def __init__(self, name, new_cards):
        self.name, self.new_cards = name, new_cards
        self.known, self.unsent, self.seq = [], [], 0


def main():
    draw = random.Random(SEED)
    cards = {c["position"]: c for c in reference.read_deck(pathlib.Path(__file__).resolve().parent.parent / DECK_FILE)}
    clients = {"phone": Client("phone", PHONE_NEW), "laptop": Client("laptop", LAPTOP_NEW)}
    everything, batches = [], []
    for day, time, name, new, sync in SITTINGS:
        client, offset, start = clients[name], "+01:00" if day == LONDON else "+02:00", None
        if time is None:
            twin(clients, everything, cards, offset, draw)
        else:
            start = reference.millis(f"{day}T{time}:00{offset}") + draw.randrange(MINUTE)
            sit(client, start, offset, new, everything, cards, draw)
        if sync:
            send(client, start, batches, sync, draw)
    sys.stdout.write(one_line_per_review({**HEADER, "batches": batches}))


def one_line_per_review(demo):
    """JSON that people can read and diff."""
    lines = {f"@{i}": r for i, r in enumerate(r for b in demo["batches"] for r in b["reviews"])}
    names = iter(lines)
    marked = {**demo, "batches": [{**b, "reviews": [next(names) for _ in b["reviews"]]} for b in demo["batches"]]}
    text = json.dumps(marked, indent=1, ensure_ascii=False)
    for name, review in lines.items():
        text = text.replace(f'"{name}"', json.dumps(review, ensure_ascii=False), 1)
    return text + "\n"


def sit(client, start, offset, new, everything, cards, draw):
    """One sitting: learning cards that are ripe, then due reviews, then new cards; it ends when nothing is left to wait for."""
    now, fresh_cards = start, new
    while True:
        states = {p: reference.fold(r for r in client.known if r["card"] == p) for p in cards if p not in NEVER_SEEN}
        steps = {p: s["dueAt"] for p, s in states.items() if s["phase"] in (reference.LEARNING, reference.RELEARNING)}
        ripe = [p for p in steps if steps[p] <= now]
        due = [p for p, s in states.items() if s["phase"] == reference.REVIEW and reference.due(s, start)]
        unseen = [p for p in client.new_cards if states[p]["phase"] == reference.NEW]
        if ripe:
            position = min(ripe, key=lambda p: (steps[p], p))
        elif due:
            position = min(due, key=lambda p: (states[p]["dueAt"], p))
        elif unseen and fresh_cards:
            position, fresh_cards = unseen[0], fresh_cards - 1
        elif steps and min(steps.values()) - start < 25 * MINUTE:
            position = min(steps, key=lambda p: (steps[p], p))
            now = steps[position] + draw.randrange(2_000, 40_000)
        else:
            return
        answer(client, position, now, offset, states[position], everything, cards, draw)
        now += draw.randrange(12_000, 55_000)


def twin(clients, everything, cards, offset, draw):
    """The phone answers a card at the very millisecond of the laptop's answer to it: two events, both count."""
    phone = clients["phone"]
    for other in [r for r in everything if r["client"] == "laptop"][::-1]:
        state = reference.fold(r for r in phone.known if r["card"] == other["card"])
        if state["phase"] == reference.REVIEW and reference.due(state, other["at"]):
            return answer(phone, other["card"], other["at"], offset, state, everything, cards, draw)
    raise ValueError("no card for the same millisecond: change the seed")


def answer(client, position, at, offset, believed, everything, cards, draw):
    truth = reference.fold(r for r in everything if r["card"] == position and r["at"] <= at)
    recall = 0.55 if truth["phase"] == reference.NEW else reference.recall(truth, at)
    if truth["phase"] in (reference.LEARNING, reference.RELEARNING):
        recall = 0.9
    again = draw.random() > recall * 0.97
    rating = "AGAIN" if again else draw.choices(["HARD", "GOOD", "EASY"], [15, 75, 10])[0]
    client.seq += 1
    review = {"id": uuid_v7(at, draw), "card": position, "grade": reference.GRADES[rating], "at": at,
              "client": client.name, "seq": client.seq}
    written = {"reviewId": review["id"], "card": position, "question": cards[position]["question"], "rating": rating,
               "reviewedAt": reference.iso(at), "utcOffset": offset, "clientSeq": client.seq,
               "durationMs": draw.randrange(2_500, 24_000)}
    if believed["phase"] != reference.NEW:
        written.update(dueAt=reference.iso(believed["dueAt"]), basedOn=believed["lastReview"])
    client.known.append(review)
    client.unsent.append((review, written))
    everything.append(review)


def send(client, sitting, batches, sync, draw):
    """Sends what was gathered up to the end of a sitting and takes over what the server has."""
    sent_at = max(sitting, client.unsent[-1][0]["at"]) + draw.randrange(5_000, 30_000)
    late = "late" in sync
    number = 1 + sum(b["client"] == client.name and "repeatOf" not in b for b in batches)
    batch = {"batch": f"{client.name}-{number}", "client": client.name, "sentAt": reference.iso(sent_at)}
    if late:
        batch["note"] = "written without a network for nine days, delivered late; overlaps what the laptop has sent meanwhile"
    batch["reviews"] = [written for _, written in client.unsent]
    batches.append(batch)
    if "twice" in sync:
        batches.append({"batch": batch["batch"] + "-again", "client": client.name,
                        "sentAt": reference.iso(sent_at + 3 * MINUTE), "repeatOf": batch["batch"],
                        "note": "the answer was lost, so the client sends the batch again", "reviews": batch["reviews"]})
    client.unsent = []
    delivered = {w["reviewId"]: (b["client"], w) for b in batches for w in b["reviews"]}
    mine = {r["id"] for r in client.known}
    client.known += [parsed(name, w) for i, (name, w) in delivered.items() if i not in mine]


def parsed(name, w):
    return {"id": w["reviewId"], "card": w["card"], "grade": reference.GRADES[w["rating"]],
            "at": reference.millis(w["reviewedAt"]), "client": name, "seq": w["clientSeq"]}


def uuid_v7(at_ms, draw):
    bits = at_ms << 80 | 7 << 76 | draw.getrandbits(12) << 64 | 2 << 62 | draw.getrandbits(62)
    return str(uuid.UUID(int=bits))


HEADER = {
    "format": [
        "The demo: one learner reviews one deck from two clients. Made by tools/make_demo_reviews.py, fixed ids and times.",
        "asOf: the time for which the demo asks for mastery. deckFile: the deck, relative to the project.",
        "shown: numbers of the cards whose history the demo prints.",
        "batches: requests in order of arrival, each sent by its client at sentAt. repeatOf: a batch sent a second time.",
        "reviews: card is the position of the card in the deck, from 1, question a check of it; the client looks up its id.",
        "reviewId is a UUID version 7 of the moment of the review; reviewedAt has milliseconds; clientSeq counts per client.",
        "dueAt and basedOn: the due time that the client showed and the last review that it knew then; absent on a new card.",
    ],
    "asOf": AS_OF,
    "deckFile": DECK_FILE,
    "clients": ["phone", "laptop"],
    "shown": SHOWN,
}

if __name__ == "__main__":
    main()
