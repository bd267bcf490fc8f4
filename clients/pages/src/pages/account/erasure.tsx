import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { account } from "../../texts/account.ts";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Erasure } from "../../ui/receipt.tsx";
import { ask, remember } from "../../ui/session.ts";

const t = texts(account);

const receiptDialog = () => import("../../ui/receipt.tsx").then(({ ReceiptDialog }) => ({ default: ReceiptDialog }));

/** Erases the person's account: says what happens, and wants the name typed and the password. */
export function Erase({ username, hasPassword }: { username: string; hasPassword: boolean }): JSX.Element {
  const task = useTask();
  const [typed, setTyped] = useState("");
  const [receipt, setReceipt] = useState<Erasure>();
  const submit = (event: Event) => {
    event.preventDefault();
    const password = new FormData(event.currentTarget as HTMLFormElement).get("password");
    void task.run(async () => {
      const { forgetAll } = await import("../../ui/forget.ts");
      const erasure = await ask<Erasure>("/erasures", { method: "POST", body: hasPassword ? { password } : {} });
      remember(null); // from here on nothing is sent any more
      await forgetAll(username).catch(() => {}); // a browser without a database keeps nothing
      setReceipt(erasure);
    });
  };
  return (
    <>
      <ul class="points">{t.erasureWhat.map((what) => <li key={what}>{what}</li>)}</ul>
      <details class="more-fields">
        <summary class="bad">{t.erasureOpen}</summary>
        <form class="form" onSubmit={submit}>
          {task.error && <Notice kind="error">{task.error.message}</Notice>}
          <Field label={t.erasureConfirm(username)}>{(ids) => <input {...ids} required autocomplete="off" autocapitalize="none" spellcheck={false} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />}</Field>
          {hasPassword && <Field label={t.erasurePassword}>{(ids) => <input {...ids} name="password" type="password" autocomplete="current-password" required />}</Field>}
          <div class="actions"><button class="danger" disabled={task.busy || typed !== username}>{t.erase}</button></div>
        </form>
      </details>
      {receipt && <Later load={receiptDialog} props={{ of: receipt, close: () => location.assign("/") }} />}
    </>
  );
}
