import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { learningPlan } from "../../texts/learning-plan.ts";
import { shell } from "../../texts/shell.ts";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { ask, http, told } from "../../ui/session.ts";
import type { StudiedDeck } from "../learning.tsx";
import { Breaks, type Break } from "./breaks.tsx";
import { Goals, type Goal } from "./goals.tsx";
import { Panel } from "./parts.tsx";
import { Preview } from "./preview.tsx";

const t = texts(learningPlan);
const common = texts(shell);

/** What of the plan is changed here. */
export interface PlanFields {
  desiredRetention: number;
  newCardsPerDay: number;
  reviewsPerDay: number;
  maximumIntervalDays: number;
  reviewOrder: string;
  breaks: Break[];
  retentionGoals: Goal[];
}

interface Plan extends PlanFields {
  zone: string;
  rolloverHour: number;
}

const FIELDS = ["desiredRetention", "newCardsPerDay", "reviewsPerDay", "maximumIntervalDays", "reviewOrder", "breaks", "retentionGoals"] as const;

/** The fields in which a draft differs from the plan, as the API takes them. */
function changesOf(plan: Plan, draft: Partial<PlanFields>): Partial<PlanFields> {
  const changed = FIELDS.filter((name) => draft[name] !== undefined && JSON.stringify(draft[name]) !== JSON.stringify(plan[name]));
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}

interface SettingsProps {
  /** Topics and decks that can have goals of their own. */
  tags: string[];
  decks: StudiedDeck[];
  /** Gets the position of a change. */
  saved: (position: string | undefined) => void;
}

/** The plan, and what a change of it would do. */
export function Settings(props: SettingsProps): JSX.Element {
  const [read, setRead] = useState<{ plan: Plan; etag: string | null }>();
  const [failure, setFailure] = useState("");
  const load = () => http.send("/plan").then(async (response) => setRead({ plan: (await response.json()) as Plan, etag: response.headers.get("ETag") })).catch((refused: unknown) => setFailure(told(refused).message));
  useEffect(() => void load(), []);
  return (
    <Panel title={t.planTitle} lead={<>{t.planLead} {read && t.zone(read.plan.zone, read.plan.rolloverHour)}</>}>
      {failure && <Notice kind="error" action={<button class="quiet" onClick={() => (setFailure(""), void load())}>{common.tryAgain}</button>}>{failure}</Notice>}
      {read ? <Editor key={read.etag} {...props} plan={read.plan} etag={read.etag} reload={load} /> : !failure && <Placeholder height={20} />}
    </Panel>
  );
}

function Editor(props: SettingsProps & { plan: Plan; etag: string | null; reload: () => Promise<void> }): JSX.Element {
  const { plan, etag } = props;
  const [draft, setDraft] = useState<Partial<PlanFields>>({});
  const [note, setNote] = useState("");
  const task = useTask();
  const changes = changesOf(plan, draft);
  const isChanged = Object.keys(changes).length > 0;
  const set = (field: Partial<PlanFields>) => (setNote(""), setDraft((before) => ({ ...before, ...field })));
  const save = (event: Event) => {
    event.preventDefault();
    void task.run(async () => {
      try {
        const { position } = await ask<{ position?: string }>("/plan", { method: "PUT", body: changes, headers: etag ? { "If-Match": etag } : {} });
        saveNote(t.saved);
        props.saved(position);
        await props.reload();
      } catch (refused) {
        if (told(refused).status !== 412) {
          throw refused;
        }
        saveNote(t.changedElsewhere);
        await props.reload();
      }
    });
  };
  useEffect(() => setNote(takeNote()), []);
  const value = <N extends keyof PlanFields>(name: N): PlanFields[N] => (draft[name] ?? plan[name]) as PlanFields[N];
  return (
    <form class="stack" onSubmit={save}>
      {note && <Notice kind={note === t.saved ? "good" : "error"}>{note}</Notice>}
      <div class="fields">
        <NumberField label={t.retention} hint={t.retentionHint} value={Math.round(value("desiredRetention") * 100)} min={70} max={99} set={(n) => set({ desiredRetention: n / 100 })} />
        <NumberField label={t.newCards} value={value("newCardsPerDay")} min={0} max={9999} set={(newCardsPerDay) => set({ newCardsPerDay })} />
        <NumberField label={t.reviews} value={value("reviewsPerDay")} min={0} max={9999} set={(reviewsPerDay) => set({ reviewsPerDay })} />
        <NumberField label={t.longest} value={value("maximumIntervalDays")} min={1} max={36_500} set={(maximumIntervalDays) => set({ maximumIntervalDays })} />
        <Field label={t.order}>
          {(ids) => (
            <select {...ids} value={value("reviewOrder")} onChange={({ currentTarget }) => set({ reviewOrder: currentTarget.value })}>
              {Object.entries(t.orders).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
            </select>
          )}
        </Field>
      </div>
      <div class="columns">
        <Goals goals={value("retentionGoals")} tags={props.tags} decks={props.decks} set={(retentionGoals) => set({ retentionGoals })} />
        <Breaks breaks={value("breaks")} set={(breaks) => set({ breaks })} />
      </div>
      {isChanged && <Preview changes={changes} />}
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <div class="actions">
        <button disabled={!isChanged || task.busy}>{t.save}</button>
        {isChanged && <button type="button" class="second" onClick={() => setDraft({})}>{t.undo}</button>}
      </div>
    </form>
  );
}

/** What is said after the plan was read again, which begins the editor anew. */
let kept = "";
const saveNote = (note: string) => void (kept = note);

function takeNote(): string {
  const note = kept;
  kept = "";
  return note;
}

function NumberField(props: { label: string; hint?: string; value: number; min: number; max: number; set: (value: number) => void }): JSX.Element {
  const { label, hint, value, min, max, set } = props;
  return (
    <Field label={label} hint={hint}>
      {(ids) => <input {...ids} type="number" inputMode="numeric" required min={min} max={max} step={1} value={value} onChange={({ currentTarget }) => currentTarget.reportValidity() && set(Number(currentTarget.value))} />}
    </Field>
  );
}
