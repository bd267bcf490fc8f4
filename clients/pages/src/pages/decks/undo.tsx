import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { shared } from "../../texts/shared.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { http } from "../../ui/session.ts";
import { ifMatch, isKind } from "../../ui/versioned.ts";
import { knownCard } from "./cards.ts";
import { Refusal, refusing, type Deck } from "./api.ts";

const t = texts(deckAuthors);
const s = texts(shared);

interface Undo {
  revised: number;
  retired: number;
}

/** Cards that stand in the way: edited after the import, or whose earlier question another card asks now. */
interface InTheWay {
  editedSince?: string[];
  taken?: string[];
}

export function UndoButton({ deck, undone }: { deck: Deck; undone: (what: string) => void }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button class="second" onClick={() => setOpen(true)}>{t.undoImport}</button>
      {isOpen && <UndoDialog deck={deck} close={() => setOpen(false)} undone={(what) => (setOpen(false), undone(what))} />}
    </>
  );
}

/** Says what the undo of the latest import changes, before it is done. */
export function UndoDialog({ deck, close, undone }: { deck: Pick<Deck, "deckId" | "version">; close: () => void; undone: (what: string) => void }): JSX.Element {
  const [plan, setPlan] = useState<Undo>();
  const look = useTask();
  const task = useTask();
  const send = (dryRun: boolean) => refusing<Undo, InTheWay>(async () => {
    const query = dryRun ? { query: { dryRun: "true" } } : {};
    return http.json<Undo>(`/decks/${deck.deckId}/undo`, { method: "POST", headers: ifMatch(deck.version), ...query });
  });
  useEffect(() => void look.run(async () => setPlan(await send(true))), []);
  const error = task.error ?? look.error;
  return (
    <Dialog title={t.undoImport} close={close}>
      {error && <Notice kind={isKind(error, "nothing-to-undo") ? "info" : "error"}>{isKind(error, "nothing-to-undo") ? t.nothingToUndo : isKind(error, "version-conflict") ? t.deckChanged : isKind(error, "edited-since-import") ? t.cannotUndo : error.message}</Notice>}
      {error instanceof Refusal && <InTheWayList deckId={deck.deckId} of={error.problem as InTheWay} />}
      {!plan && !error && <Placeholder height={4} />}
      {plan && <p>{t.undoPlan(plan.revised, plan.retired)}</p>}
      <div class="actions">
        {plan && <button class="danger" disabled={task.busy} onClick={() => void task.run(async () => {
          const done = await send(false);
          undone(t.undoDone(done.revised, done.retired));
        })}>{t.undoImport}</button>}
        <button class="second" onClick={close}>{error ? s.close : s.cancel}</button>
      </div>
    </Dialog>
  );
}

function InTheWayList({ deckId, of }: { deckId: string; of: InTheWay }): JSX.Element {
  const list = (title: string, ids: string[] = []) => ids.length > 0 && (
    <div>
      <p>{title}</p>
      <ul class="plain-list">{ids.map((id, index) => <li key={id}><a href={`/decks/${deckId}/cards/${id}`} dir="auto">{knownCard(deckId, id)?.question ?? t.card(index + 1)}</a></li>)}</ul>
    </div>
  );
  return <>{list(t.editedSince, of.editedSince)}{list(t.questionTaken, of.taken)}</>;
}
