import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { reviewMore } from "../../texts/review-more.ts";
import { shared } from "../../texts/shared.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";

const t = texts(reviewMore);
const common = texts(shared);

interface Deck {
  deckId: string;
  title: string;
  cards: number;
}

interface Written {
  position: string;
}

const MOST_WAITS = 5;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const CODE = /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/i;

/** For a person who studies no deck yet: decks to join, and a field for a code. @property none - what is shown to one who studies decks */
export default function Join({ joined, none }: { joined: () => Promise<void>; none: () => JSX.Element }): JSX.Element {
  const memberships = useAsk<{ memberships: unknown[] }>("/decks/memberships");
  const decks = useAsk<{ decks: Deck[] }>("/decks", { limit: 100 });
  return (
    <Loaded of={memberships} height={16}>
      {(mine) =>
        mine.memberships.length > 0 ? none() : (
          <section class="panel join">
            <header><div><h2>{t.joinTitle}</h2><p class="aside">{t.joinHint}</p></div></header>
            <Loaded of={decks} height={6}>{(found) => (found.decks.length > 0 ? <Decks of={found.decks} joined={joined} /> : <p class="aside">{t.noPublic}</p>)}</Loaded>
            <ByCode joined={joined} />
          </section>
        )
      }
    </Loaded>
  );
}

/** Waits until the queue knows of the deck; each question waits up to two seconds at the server. */
async function arrived({ position }: Written): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    const { caughtUp } = await ask<{ caughtUp: boolean }>("/queue", { query: { after: position, limit: 0 } });
    if (caughtUp) {
      return;
    }
  }
}

function Decks({ of, joined }: { of: Deck[]; joined: () => Promise<void> }): JSX.Element {
  const task = useTask();
  const join = (deckId: string) => task.run(async () => {
    await arrived(await ask<Written>(`/decks/${deckId}/membership`, { method: "PUT", body: {} }));
    await joined();
  });
  return (
    <>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <ul class="deck-choices">
        {of.map((deck) => (
          <li key={deck.deckId}>
            <div><p dir="auto">{deck.title}</p><p class="aside">{common.cards(deck.cards)}</p></div>
            <button disabled={task.busy} aria-label={`${t.join}: ${deck.title}`} onClick={() => void join(deck.deckId)}>{t.join}</button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A code of a class, or a link to a deck with its code. */
function ByCode({ joined }: { joined: () => Promise<void> }): JSX.Element {
  const task = useTask();
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const [deckId, code] = [UUID.exec(text)?.[0], CODE.exec(text.replace(UUID, " "))?.[0]?.toUpperCase()];
    void task.run(async () => {
      const written = deckId
        ? ask<Written>(`/decks/${deckId.toLowerCase()}/membership`, { method: "PUT", body: code ? { code } : {} })
        : ask<Written>("/cohorts/join", { method: "POST", body: { code: code ?? text.trim() } });
      await arrived(await written);
      await joined();
    });
  };
  const error: ComponentChildren = task.error && (task.error.status === 404 ? t.wrongCode : task.error.message);
  return (
    <form onSubmit={submit}>
      <Field label={t.code} hint={t.codeHint} error={error as string | undefined}>
        {(ids) => <input {...ids} required dir="ltr" maxLength={500} autocapitalize="none" autocomplete="off" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <button class="second" disabled={task.busy}>{t.useCode}</button>
    </form>
  );
}
