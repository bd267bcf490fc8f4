/** The copy with a page: changes it in place, except where the page says that it begins anew. */
export function apply(copy, page) {
    const next = page.reset ? { decks: {}, schedules: {}, cards: {} } : copy;
    if (page.plan !== undefined) {
        next.plan = page.plan;
    }
    for (const schedule of page.schedules) {
        next.schedules[schedule.cardId] = schedule;
    }
    for (const card of page.cards) {
        next.cards[card.cardId] = card;
    }
    if (page.decks !== undefined) {
        next.decks = Object.fromEntries(page.decks.map((deck) => [deck.deckId, deck]));
        for (const card of Object.values(next.cards)) {
            if (!(card.deckId in next.decks)) {
                delete next.cards[card.cardId];
            }
        }
    }
    next.cursor = page.next;
    return next;
}
/** The events of a body, as the HTML standard reads them; comments are left out. */
export async function* serverSentEvents(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    let event = { type: "message", id: undefined, data: "" };
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) {
                return;
            }
            text += decoder.decode(value, { stream: true });
            // a carriage return at the end may be half of a line break
            const lines = text.split(/\r\n|\n|\r(?!$)/);
            text = lines.pop() ?? "";
            for (const line of lines) {
                if (line === "") {
                    if (event.data !== "") {
                        yield { ...event, data: event.data.slice(0, -1) };
                    }
                    event = { type: "message", id: event.id, data: "" };
                    continue;
                }
                const [, field, rest] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
                if (field === "event") {
                    event.type = rest ?? "";
                }
                else if (field === "id") {
                    event.id = rest;
                }
                else if (field === "data") {
                    event.data += `${rest}\n`;
                }
            }
        }
    }
    finally {
        reader.cancel().catch(() => { });
    }
}
