import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { decks } from "../../texts/decks.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { http } from "../../ui/session.ts";
import { download } from "../../ui/table.tsx";
import { isKind } from "../../ui/versioned.ts";
import { Refusal, refusing, type Deck } from "./api.ts";

const t = texts(decks);

/** Why a deck cannot be written as a file. */
interface NotExportable {
  reasons?: string[];
  cards?: { cardId: string; question: string; reasons: string[] }[];
}

/** Hands the deck to the person as a file; where the format cannot carry it, says which cards are to be changed. */
export function ExportButton({ deck }: { deck: Deck }): JSX.Element {
  const task = useTask();
  const [authors, setAuthors] = useState("");
  const [isOpen, setOpen] = useState(false);
  const save = async () => {
    setAuthors("");
    const isDone = await task.run(async () => {
      const response = await refusing<Response, NotExportable>(() => http.send(`/decks/${deck.deckId}/export`));
      setAuthors(decodeURIComponent((response.headers.get("Engram-Authors") ?? "").replaceAll("+", " ")));
      download(`${deck.path.at(-1)?.replace(/[^\p{L}\p{N} _-]+/gu, " ").trim() || "deck"}.txt`, await response.blob());
    });
    setOpen(!isDone);
  };
  const refusal = task.error instanceof Refusal && isKind(task.error, "not-exportable") ? (task.error.problem as NotExportable) : undefined;
  return (
    <>
      <button class="second" disabled={task.busy || deck.cards === 0} onClick={() => void save()}>{t.exportFile}</button>
      {authors && <p class="hint" role="status">{t.exportAuthors} <span dir="auto">{authors}</span></p>}
      {isOpen && task.error && (
        <Dialog title={t.exportFile} close={() => setOpen(false)}>
          <Notice kind="error">{task.error.message}</Notice>
          {refusal?.reasons?.map((reason) => <p key={reason}>{reason}</p>)}
          {refusal?.cards && (
            <ul class="plain-list">
              {refusal.cards.map((card) => (
                <li key={card.cardId}>
                  <a href={`/decks/${deck.deckId}/cards/${card.cardId}`} dir="auto">{card.question}</a>
                  <p class="aside">{card.reasons.join(" ")}</p>
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      )}
    </>
  );
}
