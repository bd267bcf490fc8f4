import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { Field } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import type { AskError } from "../../ui/session.ts";
import type { Kind } from "./api.ts";
import type { Draft } from "./draft.ts";
import { TagInput } from "./tags.tsx";

const t = { ...texts(decks), ...texts(deckAuthors) };

const KINDS: Kind[] = ["timestamp", "figure", "equation", "section"];

/** The fields of a card; what the server refuses stands beside the field that it is about. */
export function CardFields(props: { draft: Draft; known: [string, number][]; error: AskError | undefined; change: (part: Partial<Draft>) => void }): JSX.Element {
  const { draft, change } = props;
  const of = (...fields: string[]) => (fields.some((field) => props.error?.field?.startsWith(field)) ? props.error?.message : undefined);
  return (
    <>
      <Field label={t.question} error={of("question")}>
        {(ids) => <Area {...ids} required maxLength={2000} rows={2} value={draft.question} change={(question) => change({ question })} />}
      </Field>
      <Field label={t.answer} hint={t.answerHint} error={of("answer.text", "answer")}>
        {(ids) => <Area {...ids} maxLength={20000} rows={5} value={draft.answer} change={(answer) => change({ answer })} />}
      </Field>
      <label class="tick">
        <input type="checkbox" checked={draft.seeSource} onChange={(event) => change({ seeSource: event.currentTarget.checked })} />
        {t.answerInSource}
      </label>
      <TagInput label={t.tags} hint={t.tagsHint} error={of("tags")} tags={draft.tags} known={props.known} change={(tags) => change({ tags: tags.slice(0, 12) })} />
      <div class="row-form">
        <Field label={t.source} error={of("source.title")}>
          {(ids) => <input {...ids} dir="auto" maxLength={500} value={draft.source} onInput={(event) => change({ source: event.currentTarget.value })} />}
        </Field>
        <Field label={t.placeKind}>
          {(ids) => (
            <select {...ids} value={draft.kind} disabled={draft.source === ""} onChange={(event) => change({ kind: event.currentTarget.value as Kind | "" })}>
              <option value="">{t.noPlace}</option>
              {KINDS.map((kind) => <option key={kind} value={kind}>{t.kinds[kind]}</option>)}
            </select>
          )}
        </Field>
        {draft.kind && (
          <Field label={t.placeValue} error={of("source.locator")}>
            {(ids) => <input {...ids} class="short" maxLength={64} placeholder={draft.kind === "timestamp" ? "9:00" : "15.27"} value={draft.place} onInput={(event) => change({ place: event.currentTarget.value })} />}
          </Field>
        )}
      </div>
      <details class="more-fields" open={draft.author !== "" || draft.provenance !== ""}>
        <summary>{t.moreFields}</summary>
        <Field label={t.author} hint={t.authorHint} error={of("answer.author")}>
          {(ids) => <input {...ids} dir="auto" maxLength={200} value={draft.author} onInput={(event) => change({ author: event.currentTarget.value })} />}
        </Field>
        <label class="tick">
          <input type="checkbox" checked={draft.provenance === "from-source"} onChange={(event) => change({ provenance: event.currentTarget.checked ? "from-source" : "" })} />
          {t.fromSource}
        </label>
      </details>
    </>
  );
}

/** A text area as high as its text. */
function Area(props: { id: string; "aria-describedby"?: string; required?: boolean; maxLength: number; rows: number; value: string; change: (text: string) => void }): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const { change, ...rest } = props;
  useEffect(() => {
    if (area.current) {
      area.current.style.height = "auto";
      area.current.style.height = `${area.current.scrollHeight + 2}px`;
    }
  }, [props.value]);
  return <textarea {...rest} ref={area} dir="auto" onInput={(event) => change(event.currentTarget.value)} />;
}
