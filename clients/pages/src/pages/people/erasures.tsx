import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { people } from "../../texts/people.ts";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { Receipt, ReceiptDialog, type Erasure } from "../../ui/receipt.tsx";
import { ask } from "../../ui/session.ts";

const t = texts(people);

/** Erasures on request, and what has become of them. The API lists none: only who has the number of a receipt sees it. */
export function Erasures({ account }: PageProps): JSX.Element {
  return (
    <div class="columns">
      <section class="panel">
        <h2>{t.erase}</h2>
        {account.roles.includes("data-officer") ? <EraseOther /> : <Notice>{t.eraseRole}</Notice>}
      </section>
      <CheckReceipt />
    </div>
  );
}

function EraseOther(): JSX.Element {
  const task = useTask();
  const [names, setNames] = useState({ username: "", again: "" });
  const [receipt, setReceipt] = useState<Erasure>();
  const submit = (event: Event) => {
    event.preventDefault();
    void task.run(async () => {
      setReceipt(await ask<Erasure>("/erasures", { method: "POST", body: { username: names.username } }));
      setNames({ username: "", again: "" });
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <p class="aside">{t.eraseHint}</p>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <Field label={t.username}>{(ids) => <input {...ids} required maxLength={64} autocapitalize="none" autocomplete="off" spellcheck={false} value={names.username} onInput={(event) => setNames({ ...names, username: event.currentTarget.value.trim() })} />}</Field>
      <Field label={t.eraseConfirm}>{(ids) => <input {...ids} required maxLength={64} autocapitalize="none" autocomplete="off" spellcheck={false} value={names.again} onInput={(event) => setNames({ ...names, again: event.currentTarget.value.trim() })} />}</Field>
      <div class="actions"><button class="danger" disabled={task.busy || names.username === "" || names.username !== names.again}>{t.eraseNow}</button></div>
      {receipt && <ReceiptDialog of={receipt} close={() => setReceipt(undefined)} />}
    </form>
  );
}

function CheckReceipt(): JSX.Element {
  const [number, setNumber] = useState("");
  const [shown, setShown] = useState("");
  return (
    <section class="panel">
      <h2>{t.check}</h2>
      <form class="form" onSubmit={(event) => (event.preventDefault(), setShown(number.trim()))}>
        <p class="aside">{t.checkHint}</p>
        <Field label={t.receiptId}>{(ids) => <input {...ids} required pattern="\s*ege_[\w\-]+\s*" autocapitalize="none" autocomplete="off" spellcheck={false} value={number} onInput={(event) => setNumber(event.currentTarget.value)} />}</Field>
        <div class="actions"><button class="second">{t.look}</button></div>
      </form>
      {shown && <Receipt key={shown} id={shown} />}
    </section>
  );
}
