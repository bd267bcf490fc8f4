import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { deckImport } from "../../texts/deck-import.ts";
import { Field } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { deckFileOf } from "./csv.ts";
import { Notice } from "../../ui/notice.tsx";

const t = texts(deckImport);

/** The server takes no more; the same is said by it, but after the upload. */
const MOST_BYTES = 5 * 1024 * 1024;

export interface DeckFile {
  name: string;
  text: string;
}

/** A file, dropped or chosen, or a text. A table (CSV) is written as a deck file first, which is shown. */
export function Chooser(props: { file: DeckFile | undefined; isBusy: boolean; toDeck?: string | undefined; choose: (file: DeckFile) => void }): JSX.Element {
  const [text, setText] = useState(props.file?.text ?? "");
  const [isOver, setOver] = useState(false);
  const [message, setMessage] = useState<{ kind: "info" | "error"; text: string }>();
  const [table, setTable] = useState<{ name: string; text: string }>();
  const take = async (file: File | undefined) => {
    setMessage(undefined);
    if (!file) {
      return;
    }
    if (file.size > MOST_BYTES) {
      return setMessage({ kind: "error", text: t.tooLarge });
    }
    const decoded = await decode(file);
    if (decoded === undefined) {
      return setMessage({ kind: "error", text: t.notUtf8 });
    }
    if (/\.csv$/i.test(file.name)) {
      return setTable({ name: file.name, text: decoded });
    }
    setText(decoded);
    props.choose({ name: file.name, text: decoded });
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files[0]);
  };
  return (
    <>
      {props.toDeck && <p class="aside">{t.sameTitle}</p>}
      {message && <Notice kind={message.kind}>{message.text}</Notice>}
      <div class={`file-drop ${isOver ? "over" : ""}`} onDragOver={(event) => (event.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={dropped}>
        <label class="button">
          {t.chooseFile}
          <input type="file" class="only-spoken" accept=".txt,.csv,text/plain,text/csv" disabled={props.isBusy} onChange={(event) => (void take(event.currentTarget.files?.[0]), (event.currentTarget.value = ""))} />
        </label>
        <p class="aside">{t.orDrop}</p>
        {props.isBusy && <progress aria-label={t.reading} />}
      </div>
      {table && (
        <TableTitle
          table={table}
          cancel={() => setTable(undefined)}
          made={(made) => {
            setTable(undefined);
            setText(made);
            setMessage({ kind: "info", text: t.tableIsFile });
          }}
        />
      )}
      <form class="panel" onSubmit={(event) => (event.preventDefault(), props.choose({ name: "", text }))}>
        <h2>{t.orPaste}</h2>
        <Field label={t.text} hint={t.formatHint}>
          {(ids) => <textarea {...ids} class="file-text" required spellcheck={false} dir="auto" rows={14} placeholder={t.example} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
        </Field>
        <div class="actions"><button disabled={props.isBusy || text.trim() === ""}>{t.look}</button></div>
      </form>
    </>
  );
}

/** @return nothing where the file is not UTF-8 */
async function decode(file: File): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** A table has no title; the deck gets one here. */
function TableTitle(props: { table: DeckFile; cancel: () => void; made: (text: string) => void }): JSX.Element {
  const [title, setTitle] = useState(props.table.name.replace(/\.csv$/i, ""));
  const [isWrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const made = deckFileOf(props.table.text, title.trim());
    made === undefined ? setWrong(true) : props.made(made);
  };
  return (
    <form class="panel" onSubmit={submit}>
      <h2>{t.tableTitle}</h2>
      <Field label={t.deckTitle} hint={t.tableHint} error={isWrong ? t.noQuestionColumn : undefined}>
        {(ids) => <input {...ids} required autofocus dir="auto" value={title} onInput={(event) => setTitle(event.currentTarget.value)} />}
      </Field>
      <div class="actions">
        <button>{t.makeFile}</button>
        <button type="button" class="second" onClick={props.cancel}>{t.cancel}</button>
      </div>
    </form>
  );
}
