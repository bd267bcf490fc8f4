import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { deckImport } from "../../texts/deck-import.ts";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { shell } from "../../texts/shell.ts";
import { Empty } from "../../ui/empty.tsx";
import { useTask } from "../../ui/form.tsx";
import { plural, texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { useRoute } from "../../ui/route.ts";
import { isKind } from "../../ui/versioned.ts";
import { Refusal, sendFile, type Content } from "./api.ts";
import { Chooser, type DeckFile } from "./import-file.tsx";
import { FileErrors, Preview } from "./import-preview.tsx";
import { UndoDialog } from "./undo.tsx";

const t = texts(deckImport);
const d = { ...texts(decks), ...texts(deckAuthors) };
const s = texts(shell);

export interface FileNotice {
  code: string;
  line: number;
  column: number;
  text: string;
  message: string;
}

export interface ImportedCard {
  line: number;
  change: "new" | "updated" | "unchanged" | "restored" | "skipped";
  cardId?: string;
  overwritten: boolean;
  before?: Content;
  after: Content;
}

/** What an import does or, in a dry run, would do. */
export interface ImportResult {
  deckId?: string;
  version: number;
  path: string[];
  counts: { read: number; new: number; updated: number; unchanged: number; restored: number; skipped: number };
  cards: ImportedCard[];
  next?: number;
  overwritten: number;
  gone: { cardId: string; question: string }[];
  goneCount: number;
  movedCount: number;
  similar: { line: number; cardId: string; before: string; after: string }[];
  authors: string[];
  warnings: FileNotice[];
  warningCount: number;
}

export interface Errors {
  errors?: FileNotice[];
  errorCount?: number;
}

/** How a file is to be read. @property same cards whose question was reworded, as `cardId@line` */
export interface Choices {
  authors: string;
  restoreRetired: boolean;
  same: string[];
}

function queryOf(choices: Choices, more: Record<string, string>): URLSearchParams {
  const query = new URLSearchParams(more);
  if (choices.authors.trim()) {
    query.set("authors", choices.authors.trim());
  }
  if (choices.restoreRetired) {
    query.set("restoreRetired", "true");
  }
  choices.same.forEach((same) => query.append("same", same));
  return query;
}

/** A file becomes a deck in two steps: first everything that would change is shown, then it is done. */
export default function Import({ account }: PageProps): JSX.Element {
  const deckId = useRoute().query.get("deck");
  const [file, setFile] = useState<DeckFile>();
  const [choices, setChoices] = useState<Choices>({ authors: "", restoreRetired: false, same: [] });
  const [plan, setPlan] = useState<ImportResult>();
  const [done, setDone] = useState<ImportResult>();
  const reading = useTask();
  const writing = useTask();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t.title} · Engram`;
  }, []);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [plan === undefined, done === undefined]);
  const look = (chosen: DeckFile, how: Choices) => {
    setFile(chosen);
    setChoices(how);
    return reading.run(async () => setPlan(await sendFile<ImportResult, Errors>(chosen.text, queryOf(how, { dryRun: "true", limit: "500" }), {})));
  };
  const more = () => reading.run(async () => {
    const page = await sendFile<ImportResult, Errors>(file?.text ?? "", queryOf(choices, { dryRun: "true", limit: "500", from: String(plan?.next) }), {});
    setPlan((before) => before && { ...page, cards: [...before.cards, ...page.cards] });
  });
  const confirm = () => writing.run(async () => {
    const of = plan as ImportResult;
    const version: Record<string, string> = of.version > 0 ? { "If-Match": `"${of.version}"` } : {};
    setDone(await sendFile<ImportResult, Errors>(file?.text ?? "", queryOf(choices, { acceptWarnings: "true", limit: "1" }), version));
  });
  if (!account.roles.includes("author")) {
    return <Empty title={t.authorsOnly} action={<a class="button" href="/decks">{d.toDecks}</a>}>{t.authorsOnlyHint}</Empty>;
  }
  const errors = reading.error instanceof Refusal && isKind(reading.error, "deck-file-errors") ? (reading.error.problem as Errors) : undefined;
  const again = () => (setPlan(undefined), setDone(undefined), reading.clear(), writing.clear());
  return (
    <div class="deck">
      <nav class="crumbs" aria-label={d.path}><a href="/decks">{s.decks}</a></nav>
      <h1 ref={heading} tabIndex={-1}>{done ? t.doneTitle : plan ? t.previewTitle : t.title}</h1>
      {done ? (
        <Done of={done} again={again} />
      ) : plan && !errors ? (
        <>
          {reading.error && <Notice kind="error">{reading.error.message}</Notice>}
          {writing.error && <Notice kind="error" action={isKind(writing.error, "version-conflict") && file ? <button class="quiet" onClick={() => (writing.clear(), void look(file, choices))}>{t.lookAgain}</button> : undefined}>{writing.error.message}</Notice>}
          <Preview of={plan} choices={choices} isReading={reading.busy} isWriting={writing.busy} more={() => void more()} change={(how) => file && void look(file, how)} confirm={() => void confirm()} back={again} />
        </>
      ) : (
        <>
          {reading.error && !errors && <Notice kind="error">{reading.error.message}</Notice>}
          {errors && <FileErrors of={errors} />}
          <Chooser file={file} isBusy={reading.busy} toDeck={deckId ?? undefined} choose={(chosen) => (setPlan(undefined), void look(chosen, { ...choices, same: [] }))} />
        </>
      )}
    </div>
  );
}

function Done({ of, again }: { of: ImportResult; again: () => void }): JSX.Element {
  const [isUndoing, setUndoing] = useState(false);
  const [told, tell] = useState("");
  const { counts } = of;
  return (
    <>
      <Notice kind="good">{told || t.done(of.path.at(-1) ?? "", plural(counts.new, t.newCards), plural(counts.updated + counts.restored, t.changedCards))}</Notice>
      <div class="actions">
        {of.deckId && <a class="button" href={`/decks/${of.deckId}`}>{t.openDeck}</a>}
        <button class="second" onClick={again}>{t.another}</button>
        {!told && of.deckId && counts.new + counts.updated + counts.restored > 0 && <button class="second" onClick={() => setUndoing(true)}>{d.undoImport}</button>}
      </div>
      {isUndoing && of.deckId && <UndoDialog deck={{ deckId: of.deckId, version: of.version }} close={() => setUndoing(false)} undone={(what) => (setUndoing(false), tell(what))} />}
    </>
  );
}
