"""Values of the formats that docs/api.md names, so that what is generated as valid is valid."""

import base64
import os
import uuid
from datetime import date, datetime, timedelta, timezone

import schemathesis
from hypothesis import strategies as st

# letters that every kind of text takes; the rules of the kinds have tests of their own
letters = st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZäßçéñøłжд中文の0123456789")
word = st.text(letters, min_size=1, max_size=12)
line = st.lists(word, min_size=1, max_size=6).map(" ".join)

schemathesis.openapi.format("name", word)
schemathesis.openapi.format("title", line)
schemathesis.openapi.format("text", st.lists(line, min_size=1, max_size=3).map("\n".join))
schemathesis.openapi.format("tag", st.lists(word, min_size=1, max_size=3).map("::".join))
schemathesis.openapi.format("locator", st.sampled_from(["3", "15.34"]))

# of nobody: what is mailed goes nowhere
schemathesis.openapi.format(
    "email-or-empty", st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12).map(lambda name: f"{name}@example.org")
)

schemathesis.openapi.format("date-ahead", st.integers(2, 60).map(lambda days: str(date.today() + timedelta(days=days))))
schemathesis.openapi.format("date-or-empty", st.dates(date(2000, 1, 1), date(2199, 12, 31)).map(str))

# a deck that is there and one of its cards, beside ids that clients make (version 7) and that are of nothing
known = os.environ.get("ENGRAM_IDS", "").split(",")
made = st.integers(0, 2**122 - 1).map(
    lambda bits: str(uuid.UUID(int=bits & ~(0xF << 76) & ~(0x3 << 62) | (0x7 << 76) | (0x2 << 62)))
)
schemathesis.openapi.format("uuid", st.one_of(made, st.sampled_from(known)) if known != [""] else made)

# of a write that was read long ago: a read does not wait for it
schemathesis.openapi.format(
    "position", st.just(os.environ.get("ENGRAM_POSITION", "deck-0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00@1"))
)
schemathesis.openapi.format(
    "cursor",
    st.integers(0, 9).map(lambda place: base64.urlsafe_b64encode(f"c1.1.{place}".encode()).decode().rstrip("=")),
)

# not ahead of the server, and not before the first moment that is taken
offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
schemathesis.openapi.format(
    "date-time",
    st.datetimes(datetime(2001, 1, 1), datetime(2026, 1, 1), timezones=offsets).map(lambda at: at.isoformat()),
)
