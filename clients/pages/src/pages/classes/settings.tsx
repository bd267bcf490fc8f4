import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { go } from "../../ui/route.ts";
import { ask, type AskError } from "../../ui/session.ts";
import { codes, s, t, type Cohort } from "./model.tsx";

type Change = { name?: string; examDate?: string; archived?: boolean };

/** Name, exam, archive and removal of a class. */
export function Settings({ cohort, reload }: { cohort: Cohort; reload: () => void }): JSX.Element {
  const [name, setName] = useState(cohort.name);
  const [examDate, setExam] = useState(cohort.examDate ?? "");
  const [saved, setSaved] = useState("");
  const [isRemoving, setRemoving] = useState(false);
  const task = useTask();
  const match = { "If-Match": `"${cohort.version}"` };
  const change = async (body: Change) => {
    setSaved("");
    const isDone = await task.run(async () => {
      const changed = await ask<Cohort>(`/cohorts/${cohort.cohortId}`, { method: "PATCH", body, headers: match });
      if (changed.joinCode) {
        codes.set(cohort.cohortId, changed.joinCode);
      }
    });
    setSaved(isDone ? t.saved : "");
    reload(); // also after a refusal, so that the next attempt has the present version
  };
  const remove = () =>
    task.run(async () => {
      await ask(`/cohorts/${cohort.cohortId}`, { method: "DELETE", headers: match });
      go("/classes");
    });
  return (
    <div class="stack wide">
      <form class="panel narrow" onSubmit={(event) => (event.preventDefault(), void change({ name: name.trim(), examDate }))}>
        <h2>{t.general}</h2>
        <Field label={t.name} hint={t.nameHint} error={task.error?.field === "name" ? task.error.message : undefined}>
          {(ids) => <input {...ids} required maxLength={100} value={name} dir="auto" onInput={(event) => setName(event.currentTarget.value)} />}
        </Field>
        <Field label={t.examDate} hint={t.examHint}>
          {(ids) => <input {...ids} type="date" min="2000-01-01" max="2199-12-31" value={examDate} onInput={(event) => setExam(event.currentTarget.value)} />}
        </Field>
        {task.error && !isRemoving && task.error.field !== "name" && <Notice kind="error">{refusal(task.error)}</Notice>}
        {saved && <Notice kind="good">{saved}</Notice>}
        <div class="actions"><button disabled={task.busy}>{s.save}</button></div>
      </form>
      <section class="panel narrow">
        <h2>{cohort.archived ? t.unarchive : t.archive}</h2>
        <p>{cohort.archived ? t.unarchiveHint : t.archiveHint}</p>
        <div class="actions"><button class="second" disabled={task.busy} onClick={() => void change({ archived: !cohort.archived })}>{cohort.archived ? t.unarchive : t.archive}</button></div>
      </section>
      <section class="panel narrow">
        <h2>{t.removeClass}</h2>
        <p>{t.removeClassHint}</p>
        <div class="actions"><button class="danger" onClick={() => (task.clear(), setRemoving(true))}>{t.removeClass}</button></div>
      </section>
      {isRemoving && (
        <Dialog title={t.removeClassTitle(cohort.name)} close={() => setRemoving(false)}>
          <p>{t.removeClassHint}</p>
          {task.error && <Notice kind="error">{refusal(task.error)}</Notice>}
          <div class="actions">
            <button class="danger" disabled={task.busy} onClick={() => void remove()}>{t.removeClass}</button>
            <button class="second" onClick={() => setRemoving(false)}>{s.cancel}</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

const refusal = (error: AskError) => (error.status === 412 ? t.changedMeanwhile : error.message);
