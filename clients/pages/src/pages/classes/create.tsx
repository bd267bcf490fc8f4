import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shell } from "../../texts/shell.ts";
import type { Asked } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { go } from "../../ui/route.ts";
import { ask } from "../../ui/session.ts";
import type { Deck } from "../../ui/decks.ts";
import { codes, s, t, type Cohort } from "./model.tsx";

const common = texts(shell);

/** Makes a class and goes to its join code, which is shown this once. */
export function Create({ decks, close }: { decks: Asked<Deck[]>; close: () => void }): JSX.Element {
  const [name, setName] = useState("");
  const [deckId, setDeck] = useState("");
  const [examDate, setExam] = useState("");
  const task = useTask();
  const chosen = deckId || decks.data?.[0]?.deckId || "";
  const make = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const made = await ask<Cohort>("/cohorts", { method: "POST", body: { name: name.trim(), deckId: chosen, ...(examDate ? { examDate } : {}) } });
      if (made.joinCode) {
        codes.set(made.cohortId, made.joinCode);
      }
      close();
      go(`/classes/${made.cohortId}?tab=members`);
    });
  };
  const wrong = (field: string) => (task.error?.field === field ? task.error.message : undefined);
  const isElsewhere = task.error && !["name", "deckId", "examDate"].includes(task.error.field ?? "");
  return (
    <Dialog title={t.make} close={close}>
      {decks.error && <Notice kind="error" action={<button class="quiet" onClick={decks.reload}>{common.tryAgain}</button>}>{decks.error.message}</Notice>}
      {decks.loading && <Placeholder height={12} />}
      {decks.data?.length === 0 && <Notice>{t.noDecks} <a href="/decks">{common.decks}</a></Notice>}
      {decks.data && decks.data.length > 0 && (
        <form class="stack" onSubmit={(event) => void make(event)}>
          <Field label={t.name} hint={t.nameHint} error={wrong("name")}>
            {(ids) => <input {...ids} required maxLength={100} value={name} dir="auto" autoComplete="off" onInput={(event) => setName(event.currentTarget.value)} />}
          </Field>
          <Field label={t.deck} hint={t.deckHint} error={wrong("deckId")}>
            {(ids) => (
              <select {...ids} required value={chosen} onChange={(event) => setDeck(event.currentTarget.value)}>
                {decks.data?.map((deck) => <option key={deck.deckId} value={deck.deckId}>{`${deck.title} (${s.cards(deck.cards)})`}</option>)}
              </select>
            )}
          </Field>
          <Field label={t.examDate} hint={t.examHint} error={wrong("examDate")}>
            {(ids) => <input {...ids} type="date" value={examDate} min="2000-01-01" max="2199-12-31" onInput={(event) => setExam(event.currentTarget.value)} />}
          </Field>
          {isElsewhere && <Notice kind="error">{task.error?.message}</Notice>}
          <div class="actions">
            <button disabled={task.busy}>{t.create}</button>
            <button type="button" class="second" onClick={close}>{s.cancel}</button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
