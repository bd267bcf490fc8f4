import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { deckImport } from "../../texts/deck-import.ts";
import { Figure } from "../../ui/figure.tsx";
import { Field } from "../../ui/form.tsx";
import { plural, texts, whole } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Table, type Column } from "../../ui/table.tsx";
import { CardDiff, CardFace } from "./content.tsx";
import type { Choices, Errors, FileNotice, ImportedCard, ImportResult } from "./import.tsx";

const t = texts(deckImport);

/** Cards at a time in the list of changes. */
const SHOWN = 50;

const NOTICES: Column<FileNotice>[] = [
  { key: "line", title: t.line, value: (row) => row.line, show: (row) => (row.column > 1 ? `${whole(row.line)}:${whole(row.column)}` : whole(row.line)) },
  { key: "code", title: t.rule, value: (row) => row.code, show: (row) => <code>{row.code}</code> },
  { key: "message", title: t.whatToDo, value: (row) => row.message },
  { key: "text", title: t.text, value: (row) => row.text, show: (row) => <span dir="auto">{row.text}</span> },
];

/** Nothing was imported: what stands where, and what to do. */
export function FileErrors({ of }: { of: Errors }): JSX.Element {
  const errors = of.errors ?? [];
  return (
    <section class="panel">
      <Notice kind="error">{t.hasErrors(plural(of.errorCount ?? errors.length, t.errors))}</Notice>
      <Table caption={t.errorsOfFile} columns={NOTICES} rows={errors} rowKey={(row) => `${row.line}.${row.column}.${row.code}`} />
    </section>
  );
}

interface PreviewProps {
  of: ImportResult;
  choices: Choices;
  isReading: boolean;
  isWriting: boolean;
  more: () => void;
  change: (choices: Choices) => void;
  confirm: () => void;
  back: () => void;
}

/** What an import would change, before it does. */
export function Preview(props: PreviewProps): JSX.Element {
  const { of, choices } = props;
  const { counts } = of;
  const [isAccepted, setAccepted] = useState(false);
  const changes = counts.new + counts.updated + counts.restored;
  const needsConsent = of.overwritten > 0;
  return (
    <>
      <p class="lead">{of.version > 0 ? t.intoDeck : t.newDeck} <strong dir="auto">{of.path.join(" › ")}</strong></p>
      <section class="panel">
        <div class="figures">
          <Figure label={t.read} value={whole(counts.read)} />
          <Figure label={t.kinds.new ?? ""} value={whole(counts.new)} />
          <Figure label={t.kinds.updated ?? ""} value={whole(counts.updated)} />
          <Figure label={t.kinds.unchanged ?? ""} value={whole(counts.unchanged)} />
          {counts.restored > 0 && <Figure label={t.kinds.restored ?? ""} value={whole(counts.restored)} />}
          {counts.skipped > 0 && <Figure label={t.kinds.skipped ?? ""} value={whole(counts.skipped)} />}
          <Figure label={t.goneCards} value={whole(of.goneCount)} />
          <Figure label={t.warnings} value={whole(of.warningCount)} />
        </div>
        {counts.skipped + counts.restored > 0 && (
          <label class="tick">
            <input type="checkbox" checked={choices.restoreRetired} disabled={props.isReading} onChange={(event) => props.change({ ...choices, restoreRetired: event.currentTarget.checked })} />
            {t.restoreRetired}
          </label>
        )}
        <Authors {...props} />
        {needsConsent && (
          <Notice>
            <label class="tick">
              <input type="checkbox" checked={isAccepted} onChange={(event) => setAccepted(event.currentTarget.checked)} />
              {t.acceptOverwrite(plural(of.overwritten, t.cards))}
            </label>
          </Notice>
        )}
        <div class="actions">
          <button disabled={props.isWriting || props.isReading || changes === 0 || (needsConsent && !isAccepted)} onClick={props.confirm}>{of.warningCount > 0 ? t.importAnyway : t.import}</button>
          <button class="second" disabled={props.isWriting} onClick={props.back}>{t.back}</button>
          {props.isWriting && <progress aria-label={t.writing} />}
          {changes === 0 && <span class="aside">{t.nothingChanges}</span>}
        </div>
      </section>
      {of.warningCount > 0 && <Fold title={t.warningsOf(of.warningCount)} isOpen><p class="aside">{t.warningsHint}</p><Table caption={t.warnings} hideCaption columns={NOTICES} rows={of.warnings} rowKey={(row) => `${row.line}.${row.column}.${row.code}`} /></Fold>}
      {of.similar.length > 0 && <Fold title={t.similar(of.similar.length)} isOpen><Similar {...props} /></Fold>}
      <Changes key={of.cards.length} {...props} />
      {of.goneCount > 0 && <Fold title={t.goneOf(of.goneCount)}><p class="aside">{t.goneHint}</p><ul class="plain-list">{of.gone.map((card) => <li key={card.cardId}><a href={`/decks/${of.deckId}/cards/${card.cardId}`} dir="auto">{card.question}</a></li>)}</ul></Fold>}
      {of.movedCount > 0 && <p class="aside">{t.moved(plural(of.movedCount, t.cards))}</p>}
    </>
  );
}

function Fold({ title, isOpen, children }: { title: string; isOpen?: boolean; children: ComponentChildren }): JSX.Element {
  return <details class="panel folded-part" open={isOpen ?? false}><summary><h2>{title}</h2></summary>{children}</details>;
}

/** Which names in brackets open answers, and others that the file does not tell by itself. */
function Authors({ of, choices, isReading, change }: PreviewProps): JSX.Element {
  const [names, setNames] = useState(choices.authors);
  return (
    <details class="more-fields" open={choices.authors !== ""}>
      <summary>{of.authors.length > 0 ? <>{t.authors} <span dir="auto">{of.authors.join(", ")}</span></> : t.noAuthors}</summary>
      <form class="row-form" onSubmit={(event) => (event.preventDefault(), change({ ...choices, authors: names }))}>
        <Field label={t.moreAuthors} hint={t.authorsHint}>{(ids) => <input {...ids} dir="auto" value={names} onInput={(event) => setNames(event.currentTarget.value)} />}</Field>
        <button class="second" disabled={isReading}>{t.readAgain}</button>
      </form>
    </details>
  );
}

/** A reworded question is a new card, unless the author says that it is the same one. */
function Similar({ of, choices, isReading, change }: PreviewProps): JSX.Element {
  return (
    <>
      <p class="aside">{t.similarHint}</p>
      <ul class="plain-list">
        {of.similar.map(({ line, cardId, before, after }) => {
          const same = `${cardId}@${line}`;
          return (
            <li key={same}>
              <CardDiff before={{ question: before, tags: [] }} after={{ question: after, tags: [] }} />
              <button class="second small" disabled={isReading} onClick={() => change({ ...choices, same: [...choices.same, same] })}>{t.isSame}</button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Cards that change; those that stay are counted above and need no look. */
function Changes({ of, isReading, more }: PreviewProps): JSX.Element {
  const [count, setCount] = useState(SHOWN);
  const [kind, setKind] = useState("");
  const changed = of.cards.filter((card) => (kind === "" ? card.change !== "unchanged" : card.change === kind));
  const kinds = (["new", "updated", "restored", "skipped", "unchanged"] as const).filter((name) => of.counts[name] > 0);
  return (
    <section class="panel">
      <header>
        <h2>{t.changes}</h2>
        <div class="controls">
          <label class="inline">{t.show} <select value={kind} onChange={(event) => (setKind(event.currentTarget.value), setCount(SHOWN))}><option value="">{t.allChanges}</option>{kinds.map((name) => <option key={name} value={name}>{t.kinds[name]}</option>)}</select></label>
        </div>
      </header>
      {changed.length === 0 && <p class="aside">{t.nothingChanges}</p>}
      <ul class="change-list">{changed.slice(0, count).map((card) => <Change key={card.line} card={card} />)}</ul>
      {changed.length > count ? (
        <div class="actions"><button class="second" onClick={() => setCount(count + SHOWN)}>{t.more(whole(changed.length - count))}</button></div>
      ) : of.next !== undefined && (
        <div class="actions"><button class="second" disabled={isReading} onClick={more}>{t.readMore(whole(of.counts.read - of.cards.length))}</button></div>
      )}
    </section>
  );
}

function Change({ card }: { card: ImportedCard }): JSX.Element {
  const CHIPS: Record<string, string> = { new: "good", updated: "warn", restored: "good", skipped: "", unchanged: "" };
  return (
    <li>
      <p class="marks"><span class={`chip ${CHIPS[card.change] ?? ""}`}>{t.kind[card.change] ?? card.change}</span> <span class="aside">{t.lineOf(whole(card.line))}</span>{card.overwritten && <span class="chip bad">{t.overwrites}</span>}</p>
      {card.before ? <><p class="row-question" dir="auto">{card.after.question}</p><CardDiff before={card.before} after={card.after} /></> : <CardFace of={card.after} />}
    </li>
  );
}
