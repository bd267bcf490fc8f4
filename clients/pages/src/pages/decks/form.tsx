import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import { Notice } from "../../ui/notice.tsx";
import { go } from "../../ui/route.ts";
import { account, ask, AskError, told } from "../../ui/session.ts";
import { askVersioned, ifMatch, isKind, type Versioned } from "../../ui/versioned.ts";
import type { Card, Content, Deck } from "./api.ts";
import { ConflictDialog, type Conflict } from "./conflict.tsx";
import { CardDiff, CardFace } from "./content.tsx";
import { contentOf, draftOf, EMPTY, isSame, keepDraft, keptDraft, type Draft, type Kept } from "./draft.ts";
import { CardFields } from "./fields.tsx";
import { usePreview } from "./preview.ts";

const t = { ...texts(decks), ...texts(deckAuthors) };

const history = () => import("./history.tsx");

/** Others may change other cards of the deck meanwhile; then the same is tried again with the new version. */
const TRIES = 5;

/** A card in a form, with the card as learners will see it beside it. */
export function CardForm(props: { deck: Deck; card: Versioned<Card | null>; known: [string, number][]; changed: () => void }): JSX.Element {
  const { deckId } = props.deck;
  const [card, setCard] = useState(props.card);
  const cardId = card.data?.cardId ?? null;
  const place = { username: account()?.username ?? "", deckId, cardId };
  const saved = card.data ? draftOf(card.data) : EMPTY;
  const [kept] = useState(() => keptDraft(place));
  const [draft, setDraft] = useState<Draft>(kept?.draft ?? saved);
  const [isKept, setKept] = useState(kept !== undefined && !isSame(kept.draft, saved));
  const [conflict, setConflict] = useState<Conflict | undefined>(() => conflictOf(kept, card));
  const [done, setDone] = useState("");
  const [isHistory, setHistory] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const task = useTask();
  const isDirty = !isSame(draft, saved);
  const shown = usePreview(contentOf(draft));
  const path = cardId ? `/decks/${deckId}/cards/${cardId}` : `/decks/${deckId}/cards`;
  useEffect(() => {
    keepDraft(place, isDirty ? { draft, base: card.data } : undefined);
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    isDirty && window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [draft, isDirty]);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setDone("");
  };

  /** Sends a change; where only other cards were changed meanwhile, again. @return whether it was done */
  const send = async (method: string, address: string, version: number, body?: unknown): Promise<boolean> => {
    let latest = version;
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        await ask(address, { method, headers: ifMatch(latest), ...(body ? { body } : {}) });
        return true;
      } catch (failure) {
        if (!isKind(told(failure), "version-conflict")) {
          throw failure;
        }
      }
      if (cardId === null || card.data === null) {
        latest = (await askVersioned<Deck>(`/decks/${deckId}`)).version;
        continue;
      }
      const now = await askVersioned<Card>(path);
      if (now.data.revision !== card.data.revision || now.data.retired !== card.data.retired) {
        setConflict({ before: card.data, theirs: now.data, version: now.version });
        return false;
      }
      latest = now.version;
    }
    throw new AskError(t.deckChanged, 412);
  };

  const reload = async (text: string, keepsDraft = false) => {
    const now = await askVersioned<Card>(path);
    setCard(now);
    keepsDraft || setDraft(draftOf(now.data));
    setConflict(undefined);
    setDone(text);
    setKept(false);
    props.changed();
  };

  const save = (version: number, isMore = false) => task.run(async () => {
    if (!(await send(cardId ? "PUT" : "POST", path, version, contentOf(draft)))) {
      return;
    }
    if (cardId) {
      return reload(t.saved);
    }
    keepDraft(place);
    props.changed();
    if (isMore) {
      setCard(await askVersioned<Deck>(`/decks/${deckId}`).then((deck) => ({ data: null, version: deck.version })));
      setDraft({ ...EMPTY, tags: draft.tags, source: draft.source });
      setDone(t.addedOne);
      form.current?.querySelector("textarea")?.focus();
    } else {
      go(`/decks/${deckId}`);
    }
  });

  const retire = () => task.run(async () => {
    const isDone = card.data?.retired ? await send("POST", `${path}/restore`, card.version) : await send("DELETE", path, card.version);
    if (isDone) {
      await reload(card.data?.retired ? t.restored : t.isRetired, isDirty);
    }
  });

  const error = task.error;
  const isRetired = card.data?.retired ?? false;
  return (
    <>
      <form
        ref={form}
        class="editor"
        onSubmit={(event) => (event.preventDefault(), void save(card.version))}
        onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.current?.requestSubmit()}
      >
        {isKept && <Notice action={<button type="button" class="quiet" onClick={() => (setDraft(saved), setKept(false))}>{t.discard}</button>}>{t.keptDraft}</Notice>}
        {isRetired && <Notice>{t.retiredHint}</Notice>}
        {error && <Notice kind="error">{error.message}</Notice>}
        {done && <Notice kind="good">{done}</Notice>}
        <div class="sides">
          <fieldset class="panel" disabled={isRetired}>
            <legend class="only-spoken">{t.cardTitle}</legend>
            <CardFields draft={draft} known={props.known} error={error} change={change} />
          </fieldset>
          <section class="panel card-preview" aria-label={t.preview}>
            <h2 class="aside">{t.preview}</h2>
            <CardFace of={shown} />
            {card.data && isDirty && <details class="more-fields"><summary>{t.yourChanges}</summary><CardDiff before={card.data} after={contentOf(draft)} /></details>}
          </section>
        </div>
        <div class="actions bar-bottom">
          {!isRetired && <button disabled={task.busy || !isDirty || draft.question.trim() === ""}>{cardId ? t.save : t.addCard}</button>}
          {!cardId && <button type="button" class="second" disabled={task.busy || draft.question.trim() === ""} onClick={() => form.current?.reportValidity() && void save(card.version, true)}>{t.addAnother}</button>}
          {cardId && isDirty && <button type="button" class="second" onClick={() => setDraft(saved)}>{t.discard}</button>}
          {cardId && <button type="button" class={isRetired ? "" : "danger"} disabled={task.busy || (isDirty && !isRetired)} title={isRetired ? undefined : t.retireHint} onClick={() => void retire()}>{isRetired ? t.restore : t.retire}</button>}
          {cardId && <button type="button" class="quiet" onClick={() => setHistory(true)}>{t.history}</button>}
          <span class="aside shortcut"><kbd>Ctrl</kbd> + <kbd>Enter</kbd> {t.saves}</span>
        </div>
      </form>
      {isHistory && <Later load={history} props={{ path, close: () => setHistory(false), use: (content: Content) => (change(draftOf(content)), setHistory(false)) }} height={0} />}
      {conflict && (
        <ConflictDialog
          conflict={conflict}
          mine={contentOf(draft)}
          busy={task.busy}
          takeMine={() => (setCard({ data: conflict.theirs, version: conflict.version }), setConflict(undefined), void save(conflict.version))}
          takeTheirs={() => void task.run(() => reload(t.tookTheirs))}
          edit={() => (setCard({ data: conflict.theirs, version: conflict.version }), setConflict(undefined))}
        />
      )}
    </>
  );
}

/** What was typed earlier may be about a card that somebody has changed since. */
function conflictOf(kept: Kept | undefined, { data, version }: Versioned<Card | null>): Conflict | undefined {
  return kept?.base && data && kept.base.revision !== data.revision ? { before: kept.base, theirs: data, version } : undefined;
}
