#!/usr/bin/env python3
"""Mastery per tag of the demo, computed without a line of Engram's Java. Python 3.8+, standard library only.

Written from the published FSRS-6 formulas (21 default weights, June 2025) and from Engram's definitions of the figures:
  R            FSRS retrievability at fractional days since the last answer; 0 for a card never answered
  mastery      mean over all cards of a tag of R at asOf + horizon, if nothing is studied in between
  recall now   the same with horizon 0
  coverage     cards answered at least once / cards of the tag
  due          in review: cards whose due study day (that of the last answer plus the interval) is not after the study day
               of asOf; in the steps: cards whose due time has come
  observed     first answers of a card on a study day that follows an earlier study day: share better than AGAIN,
               with a 95 % Wilson interval (z = 1.959964); no value if there is none
  knowledge    sum of recall now over the cards
  trend        mastery minus that of 7 and 28 days before, from the answers given until then
  retention    observed, by period of study days and by the interval before the answer (21 days and more: mature)
  calibration  of the same answers: mean predicted recall after whole study days beside the share better than AGAIN
  activity     answers and minutes of each study day, copies of a review counted once; streak of study days
  class        of three learners who have answered what the demo's learner, its phone alone and its laptop alone have: mean,
               standard deviation (n - 1) and quartiles (linear interpolation) of mastery, mean of coverage, each learner equal
  curve        share of AGAIN at the first answer of the k-th study day of a card; median stability after the k-th success
A card counts fully in each of its tags; tags are compared without case; a::b counts in a too.
Default plan: desired retention 0.9, learning steps 1 min and 10 min, relearning step 10 min, maximum interval 36500 days,
study days begin at 04:00, zone UTC, no fuzz. The offset that an answer carries computes nothing.

The batches may be read in any order; of copies of a review one counts.
  mastery_reference.py                                    the table of the demo as text
  mastery_reference.py --format json                      the same for programs, with the state of every card
  mastery_reference.py --shuffle 7                        batches and reviews shuffled first: the same table
  mastery_reference.py --as-of 2026-09-16T20:00:00Z --horizon 90
"""
import argparse
import datetime
import json
import math
import pathlib
import random
import re
import statistics
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
DECK = ROOT / "decks" / "transformers.txt"
DEMO = ROOT / "cli" / "src" / "main" / "resources" / "demo" / "reviews.json"

MODEL, WEIGHTS_VERSION = "FSRS-6", "fsrs-6-default"
W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
     1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]
DESIRED_RETENTION = 0.9
LEARNING_STEPS, RELEARNING_STEPS = [60_000, 600_000], [600_000]  # milliseconds
MAXIMUM_INTERVAL = 36500
ROLLOVER_MS = 4 * 3_600_000
DAY_MS = 86_400_000
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
GRADES = {"AGAIN": AGAIN, "HARD": HARD, "GOOD": GOOD, "EASY": EASY}
NEW, LEARNING, REVIEW, RELEARNING = "NEW", "LEARNING", "REVIEW", "RELEARNING"

# ---- memory model ----------------------------------------------------------------------------------------------------

DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1


def clamp(x, low, high):
    return max(low, min(high, x))


def retrievability(days, stability):
    return (1 + FACTOR * days / stability) ** DECAY


def raw_interval(stability):
    return stability / FACTOR * (DESIRED_RETENTION ** (1 / DECAY) - 1)


def first_difficulty(grade):
    return W[4] - math.exp(W[5] * (grade - 1)) + 1


def next_stability(s, d, days, grade):
    if days == 0:
        gain = math.exp(W[17] * (grade - 3 + W[18])) * s ** -W[19]
        if grade >= HARD:
            gain = max(gain, 1.0)
        new = s * gain
    else:
        r = retrievability(days, s)
        if grade == AGAIN:
            new = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(W[14] * (1 - r))
            new = min(new, s / math.exp(W[17] * W[18]))
        else:
            factor = {HARD: W[15], GOOD: 1.0, EASY: W[16]}[grade]
            new = s * (1 + math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp(W[10] * (1 - r)) - 1) * factor)
    return clamp(new, 0.001, 36500.0)


def next_difficulty(d, grade):
    damped = d + -W[6] * (grade - 3) * (10 - d) / 9
    return clamp(W[7] * first_difficulty(EASY) + (1 - W[7]) * damped, 1.0, 10.0)


def memory_after(s, d, days, grade):
    """Stability and difficulty after an answer; s is None for a card never answered."""
    if s is None:
        return clamp(W[grade - 1], 0.001, 36500.0), clamp(first_difficulty(grade), 1.0, 10.0)
    return next_stability(s, d, days, grade), next_difficulty(d, grade)


# ---- scheduling ------------------------------------------------------------------------------------------------------

def hard_delay(steps, step):
    if step > 0:
        delay = steps[step]
    elif len(steps) > 1:
        delay = (steps[0] + steps[1]) / 2
    else:
        delay = min(1.5 * steps[0], steps[0] + DAY_MS)
    return int(math.floor(delay / DAY_MS + 0.5) * DAY_MS if delay > DAY_MS else delay)


def interval(phase, s, d, days, grade):
    """Whole days until the next review, for an answer that leads to (or stays in) Review."""
    def rounded(g, low):
        x = math.floor(raw_interval(memory_after(s, d, days, g)[0]) + 0.5)
        return min(MAXIMUM_INTERVAL, max(low, x))

    if grade == AGAIN:
        return rounded(AGAIN, 1)
    hard = rounded(HARD, 1)
    if grade == HARD:
        return hard
    good = rounded(GOOD, hard + 1 if phase == REVIEW else 1)
    return good if grade == GOOD else rounded(EASY, good + 1)


def next_place(phase, step, grade):
    """Phase, step and delay in milliseconds after an answer; delay None: an interval in days."""
    if phase == REVIEW:
        if grade == AGAIN and RELEARNING_STEPS:
            return RELEARNING, 0, RELEARNING_STEPS[0]
        return REVIEW, 0, None
    steps = RELEARNING_STEPS if phase == RELEARNING else LEARNING_STEPS
    stay = RELEARNING if phase == RELEARNING else LEARNING
    if not steps or grade == EASY:
        return REVIEW, 0, None
    if grade == AGAIN:
        return stay, 0, steps[0]
    if grade == HARD:
        return stay, step, hard_delay(steps, step)
    if step + 1 < len(steps):
        return stay, step + 1, steps[step + 1]
    return REVIEW, 0, None


# ---- the fold --------------------------------------------------------------------------------------------------------

def study_day(at_ms):
    return (at_ms - ROLLOVER_MS) // DAY_MS


def fresh():
    return {"phase": NEW, "step": 0, "stability": None, "difficulty": None, "lastAt": None, "lastDay": None, "dueAt": None,
            "interval": 0, "reviews": 0, "lapses": 0, "answers": 0, "successes": 0, "days": frozenset(), "lastReview": None}


def after(state, review):
    """The state of a card after one more answer."""
    grade, day = review["grade"], study_day(review["at"])
    elapsed = 0 if state["lastDay"] is None else day - state["lastDay"]
    phase, step, delay = next_place(state["phase"], state["step"], grade)
    s, d = memory_after(state["stability"], state["difficulty"], elapsed, grade)
    days = 0
    if delay is None:
        days = interval(state["phase"], state["stability"], state["difficulty"], elapsed, grade)
        delay = days * DAY_MS
    counted = day not in state["days"] and any(earlier < day for earlier in state["days"])
    return {"phase": phase, "step": step, "stability": s, "difficulty": d, "lastAt": review["at"], "lastDay": day,
            "dueAt": review["at"] + delay, "interval": days, "reviews": state["reviews"] + 1,
            "lapses": state["lapses"] + (state["phase"] == REVIEW and grade == AGAIN),
            "answers": state["answers"] + counted, "successes": state["successes"] + (counted and grade > AGAIN),
            "days": state["days"] | {day}, "lastReview": review["id"]}


def order(review):
    return review["at"], review["client"], review["seq"], review["id"]


def trace(reviews):
    """The reviews of one card, in any order and number of copies: each once, with the states before and after it."""
    state = fresh()
    for review in sorted({r["id"]: r for r in reviews}.values(), key=order):
        before, state = state, after(state, review)
        yield before, review, state


def fold(reviews):
    """From the reviews of one card, in any order and number of copies, to its state."""
    state = fresh()
    for _, _, state in trace(reviews):
        pass
    return state


def recall(state, moment_ms):
    if state["phase"] == NEW:
        return 0.0
    return retrievability(max(0, moment_ms - state["lastAt"]) / DAY_MS, state["stability"])


def due(state, moment_ms):
    if state["phase"] == REVIEW:
        return state["lastDay"] + state["interval"] <= study_day(moment_ms)
    return state["phase"] != NEW and state["dueAt"] <= moment_ms


# ---- figures ---------------------------------------------------------------------------------------------------------

def wilson(successes, n):
    if n == 0:
        return None, None
    z, p = 1.959964, successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def level(mastery):
    if mastery == 0:
        return "none"
    return "low" if mastery < 0.6 else "middle" if mastery < 0.8 else "good" if mastery < 0.9 else "high"


def key(tag):
    return unicodedata.normalize("NFC", tag).casefold()


def cards_by_tag(cards):
    """Rows in order of their key: (spelling used by most cards, the cards that carry the tag or a tag below it)."""
    spellings, members = {}, {}
    for card in cards:
        for tag in card["tags"]:
            parts = tag.split("::")
            for length in range(1, len(parts) + 1):
                name = "::".join(parts[:length])
                spellings.setdefault(key(name), []).append(name)
                members.setdefault(key(name), {})[card["position"]] = card
    for k in sorted(members):
        names = spellings[k]
        yield min(set(names), key=lambda name: (-names.count(name), name)), list(members[k].values())


def mastery_table(cards, reviews, as_of, horizon_days):
    known = [r for r in reviews if r["at"] <= as_of]
    states = {c["position"]: fold(r for r in known if r["card"] == c["position"]) for c in cards}
    later = as_of + round(horizon_days * DAY_MS)
    rows = []
    for tag, of_tag in cards_by_tag(cards):
        mine = [states[c["position"]] for c in of_tag]
        count, seen = len(mine), sum(s["phase"] != NEW for s in mine)
        n, ok = sum(s["answers"] for s in mine), sum(s["successes"] for s in mine)
        low, high = wilson(ok, n)
        mastery = math.fsum(recall(s, later) for s in mine) / count
        knowledge = math.fsum(recall(s, as_of) for s in mine)
        rows.append({"tag": tag, "mastery": mastery, "recallNow": knowledge / count, "estimatedKnowledge": knowledge,
                     "coverage": seen / count, "cards": count, "seen": seen, "due": sum(due(s, as_of) for s in mine),
                     "suspended": 0, "level": level(mastery), "observedRetention": share(ok, n)})
    return {"asOf": iso(as_of), "horizonDays": horizon_days, "model": MODEL, "tags": rows,
            "cards": [card_row(c, states[c["position"]], as_of, later) for c in cards],
            "figures": figures(cards, known, as_of, horizon_days)}


def share(successes, n):
    low, high = wilson(successes, n)
    return {"value": successes / n if n else None, "low": low, "high": high, "n": n}


def mean_recall(cards, reviews, known_until, moment):
    mine = [fold(r for r in reviews if r["card"] == c["position"] and r["at"] <= known_until) for c in cards]
    return math.fsum(recall(s, moment) for s in mine) / len(mine)


LATENESS = [("early", 0), ("on time", 0.999), ("up to 1.5 times", 1.001), ("1.5 to 2 times", 1.5), ("2 to 4 times", 2),
            ("4 times and more", 4)]
PERIODS = [("TODAY", 1), ("WEEK", 7), ("MONTH", 30), ("YEAR", 365), ("ALL", math.inf)]


def figures(cards, reviews, as_of, horizon_days):
    """The figures beside the table, over all cards of the deck."""
    horizon, today = round(horizon_days * DAY_MS), study_day(as_of)
    traces = [list(trace(r for r in reviews if r["card"] == c["position"])) for c in cards]
    answers = []  # those of observed retention
    for steps in traces:
        for before, review, state in steps:
            if state["answers"] > before["answers"]:
                elapsed = study_day(review["at"]) - before["lastDay"]
                answers.append({"day": study_day(review["at"]), "ok": review["grade"] > AGAIN, "interval": before["interval"],
                                "predicted": retrievability(elapsed, before["stability"]),
                                "lateness": elapsed / before["interval"] if before["interval"] else 1.0})
    return {"trends": [{"tag": tag, "trend7": trend(of_tag, reviews, as_of, horizon, 7),
                        "trend28": trend(of_tag, reviews, as_of, horizon, 28)} for tag, of_tag in cards_by_tag(cards)],
            "series": [series_point(cards, reviews, day, as_of, horizon) for day in range(today - 30, today + 11, 10)],
            "retention": [retention_row(name, [a for a in answers if today - a["day"] < days]) for name, days in PERIODS],
            "calibration": calibration(answers), "activity": activity(traces), "streak": streak(traces, today),
            "curve": curve(traces), "class": of_class(cards, reviews, as_of, horizon)}


def of_class(cards, reviews, as_of, horizon):
    learners = [reviews] + [[r for r in reviews if r["client"] == client] for client in ("phone", "laptop")]
    rows = []
    for tag, of_tag in cards_by_tag(cards):
        mastery = [mean_recall(of_tag, mine, as_of, as_of + horizon) for mine in learners]
        answered = [{r["card"] for r in mine} for mine in learners]
        lower, median, upper = statistics.quantiles(mastery, n=4, method="inclusive")
        rows.append({"tag": tag, "learners": len(learners), "mean": statistics.fmean(mastery), "sd": statistics.stdev(mastery),
                     "lowerQuartile": lower, "median": median, "upperQuartile": upper,
                     "coverage": statistics.fmean(sum(c["position"] in cs for c in of_tag) / len(of_tag) for cs in answered)})
    return rows


def trend(cards, reviews, as_of, horizon, days):
    earlier = as_of - days * DAY_MS
    return mean_recall(cards, reviews, as_of, as_of + horizon) - mean_recall(cards, reviews, earlier, earlier + horizon)


def series_point(cards, reviews, day, as_of, horizon):
    end = as_of if day == study_day(as_of) else (day + 1) * DAY_MS + ROLLOVER_MS - 1
    known = min(end, as_of)
    return {"day": iso(day * DAY_MS)[:10], "mastery": mean_recall(cards, reviews, known, end + horizon),
            "recallNow": mean_recall(cards, reviews, known, end)}


def retention_row(period, answers):
    young = [a["ok"] for a in answers if a["interval"] < 21]
    mature = [a["ok"] for a in answers if a["interval"] >= 21]
    return {"period": period, "young": share(sum(young), len(young)), "mature": share(sum(mature), len(mature)),
            "all": share(sum(young) + sum(mature), len(answers))}


def calibration(answers):
    rows = []
    for grouping, group in (("ALL", lambda a: "all"), ("PREDICTED", lambda a: tenth(a["predicted"])),
                            ("LATENESS", lambda a: [name for name, least in LATENESS if a["lateness"] >= least][-1])):
        for name in sorted({group(a) for a in answers}):
            mine = [a for a in answers if group(a) == name]
            predicted = math.fsum(a["predicted"] for a in mine) / len(mine)
            ok = sum(a["ok"] for a in mine)
            loss = -math.fsum(math.log(max(1e-6, a["predicted"] if a["ok"] else 1 - a["predicted"])) for a in mine)
            rows.append({"grouping": grouping, "group": name, "predicted": predicted, "observed": share(ok, len(mine)),
                         "difference": ok / len(mine) - predicted, "logLoss": loss / len(mine)})
    return rows


def tenth(p):
    low = min(9, math.floor(p * 10))
    return f"{low / 10:.1f}-{(low + 1) / 10:.1f}"


def activity(traces):
    days = {}
    for steps in traces:
        for _, review, _ in steps:
            count, millis_sum = days.get(study_day(review["at"]), (0, 0))
            days[study_day(review["at"])] = (count + 1, millis_sum + review["millis"])
    return [{"day": iso(day * DAY_MS)[:10], "answers": days[day][0], "minutes": days[day][1] / 60_000} for day in sorted(days)]


def streak(traces, today):
    days = sorted({study_day(review["at"]) for steps in traces for _, review, _ in steps})
    run = longest = 0
    for i, day in enumerate(days):
        run = run + 1 if i and day == days[i - 1] + 1 else 1
        longest = max(longest, run)
    return {"current": run if days and today - days[-1] <= 1 else 0, "longest": longest}


def curve(traces):
    again, stability = {}, {}
    for steps in traces:
        opportunity = success = 0
        last = None
        for _, review, state in steps:
            if study_day(review["at"]) == last:
                continue
            last, opportunity = study_day(review["at"]), opportunity + 1
            again.setdefault(opportunity, []).append(review["grade"] == AGAIN)
            if review["grade"] > AGAIN:
                success += 1
                stability.setdefault(success, []).append(state["stability"])
    return [{"opportunity": k, "again": share(sum(again[k]), len(again[k])),
             "stabilityDays": statistics.median(stability[k]) if k in stability else None,
             "successes": len(stability.get(k, []))} for k in sorted(again)]


def card_row(card, state, as_of, later):
    return {"card": card["position"], "question": card["question"], "tags": " ".join(card["tags"]),
            "phase": state["phase"], "step": state["step"],
            "stabilityDays": state["stability"] or 0.0, "difficulty": state["difficulty"] or 0.0,
            "lastReviewAt": state["lastAt"] and iso(state["lastAt"]), "lastReview": state["lastReview"],
            "dueAt": state["dueAt"] and iso(state["dueAt"]), "intervalDays": state["interval"],
            "reviews": state["reviews"], "lapses": state["lapses"], "retentionAnswers": state["answers"],
            "retentionSuccesses": state["successes"], "recallNow": recall(state, as_of),
            "recallAtHorizon": recall(state, later)}


# ---- input -----------------------------------------------------------------------------------------------------------

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
FUNCTION_WORDS = set("a an and are as at be by for from if in is it of on or than that the then this to was with".split())


def millis(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"{text}: an instant needs an offset or Z")
    return (moment - EPOCH) // datetime.timedelta(milliseconds=1)


def iso(ms):
    return (EPOCH + datetime.timedelta(milliseconds=ms)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tag_shaped(line):
    tokens = line.split()
    return 1 <= len(tokens) <= 12 and all(map(token_shaped, tokens))


def token_shaped(token):
    if len(token) > 64 or token in FUNCTION_WORDS or not any(ch.isalpha() for ch in token):
        return False
    for part in re.split(r"::|-|_", token):
        if not part or not all(ch.isalpha() or ch.isdecimal() for ch in part):
            return False
        upper = sum(ch.isupper() for ch in part)
        if upper == 1 and not any(ch.isdecimal() for ch in part):
            return False
    return True


def read_deck(path):
    """Position, question (without its provenance prefix) and tags of each card of a plain-text deck."""
    lines = [line.strip(" \t") for line in pathlib.Path(path).read_text(encoding="utf-8-sig").splitlines()]
    lines = [line for line in lines if line]
    cards, forced, i = [], True, 1
    while i < len(lines):
        line, following = lines[i], lines[i + 1] if i + 1 < len(lines) else ""
        source = line.startswith("Source:")
        if not source and tag_shaped(following) and (forced or not tag_shaped(line)):
            question = re.sub(r"^\(from source\) ", "", line, flags=re.IGNORECASE)
            cards.append({"position": len(cards) + 1, "question": question, "tags": list(dict.fromkeys(following.split()))})
            forced, i = False, i + 2
        else:
            forced, i = source, i + 1
    return cards


def read_reviews(path, cards, seed=None):
    """Every review of every batch, copies included, in the order of the file or shuffled."""
    demo = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    questions = {c["position"]: c["question"] for c in cards}
    reviews = []
    for batch in demo["batches"]:
        for r in batch["reviews"]:
            if questions[r["card"]] != r["question"]:
                raise ValueError(f"review {r['reviewId']}: card {r['card']} of the deck is {questions[r['card']]!r}")
            reviews.append({"id": r["reviewId"], "card": r["card"], "grade": GRADES[r["rating"]],
                            "at": millis(r["reviewedAt"]), "client": batch["client"], "seq": r["clientSeq"],
                            "millis": min(r.get("durationMs", 0), DAY_MS)})
    if seed is not None:
        random.Random(seed).shuffle(reviews)
    return demo, reviews


# ---- output ----------------------------------------------------------------------------------------------------------

def as_text(table):
    rows = [("tag", "mastery", "recall now", "seen", "due", "level", "observed retention")]
    for r in table["tags"]:
        o = r["observedRetention"]
        observed = "no answers yet" if o["n"] == 0 else f"{o['value']:.3f} [{o['low']:.3f}, {o['high']:.3f}] n={o['n']}"
        rows.append((r["tag"], f"{r['mastery']:.4f}", f"{r['recallNow']:.4f}", f"{r['seen']} of {r['cards']}", str(r["due"]),
                     r["level"], observed))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    return "\n".join([f"as of {table['asOf']}, horizon {table['horizonDays']:g} days, {MODEL}"] + lines)


def as_json(value, indent=""):
    """JSON with one line for each row that holds no list, so that two tables can be compared by eye."""
    if isinstance(value, dict) and any(isinstance(v, list) for v in value.values()):
        parts = [f"{json.dumps(k)}: {as_json(v, indent + ' ')}" for k, v in value.items()]
    elif isinstance(value, list):
        parts = [as_json(v, indent + " ") for v in value]
    else:
        return json.dumps(value, ensure_ascii=False)
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return opening + ",".join(f"\n{indent} {part}" for part in parts) + f"\n{indent}{closing}"


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deck", default=DECK)
    parser.add_argument("--demo", default=DEMO)
    parser.add_argument("--as-of", action="append", help="instant with offset or Z; repeatable; default: asOf of the demo")
    parser.add_argument("--horizon", action="append", type=float, help="days, 0 to 3650; repeatable; default 30")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="read the reviews in a random order")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    options = parser.parse_args(arguments)
    cards = read_deck(options.deck)
    demo, reviews = read_reviews(options.demo, cards, options.shuffle)
    horizons = options.horizon or [30.0]
    if any(not 0 <= horizon <= 3650 for horizon in horizons):
        parser.error("--horizon must be between 0 and 3650 days")
    tables = [mastery_table(cards, reviews, millis(moment), horizon)
              for moment in options.as_of or [demo["asOf"]] for horizon in horizons]
    if options.format == "text":
        print("\n\n".join(map(as_text, tables)))
    else:
        print(as_json({"madeBy": " ".join(["tools/mastery_reference.py"] + arguments), "tables": tables}))


if __name__ == "__main__":
    main(sys.argv[1:])
