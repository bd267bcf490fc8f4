import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Field, useTask } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ask, type Account } from "../../ui/session.ts";
import { t } from "./model.tsx";

/** Joins a class by a code that is typed, or that a link has brought behind '#', which no server and no log sees. */
export function Join({ account }: { account: Account }): JSX.Element {
  const [code, setCode] = useState(/[0-9A-Z-]+/i.exec(location.hash)?.[0] ?? "");
  const [joined, setJoined] = useState<string>();
  const task = useTask();
  const join = async (event: Event) => {
    event.preventDefault();
    await task.run(async () => {
      const { cohortId } = await ask<{ cohortId: string }>("/cohorts/join", { method: "POST", body: { code: code.trim() } });
      setJoined(cohortId);
    });
  };
  return (
    <>
      <p><a href="/classes">← {t.back}</a></p>
      {!account.roles.includes("learner") ? (
        <Notice>{t.onlyLearners}</Notice>
      ) : joined ? (
        <section class="panel narrow">
          <h1>{t.join}</h1>
          <Notice kind="good">{t.joinedNow}</Notice>
          <div class="actions">
            <a class="button" href="/review">{t.startReview}</a>
            <a class="button second" href={`/classes/${joined}`}>{t.title}</a>
          </div>
        </section>
      ) : (
        <form class="panel narrow" onSubmit={(event) => void join(event)}>
          <h1>{t.join}</h1>
          <Field label={t.code} hint={t.codeHint} error={task.error?.message}>
            {(ids) => <input {...ids} class="code-input" required value={code} autoComplete="off" autoCapitalize="characters" spellcheck={false} onInput={(event) => (task.clear(), setCode(event.currentTarget.value))} />}
          </Field>
          <p class="aside">{t.joinHint}</p>
          <div class="actions"><button disabled={task.busy}>{t.joinNow}</button></div>
        </form>
      )}
    </>
  );
}
