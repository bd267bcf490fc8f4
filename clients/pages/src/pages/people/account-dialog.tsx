import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { people } from "../../texts/people.ts";
import { shared } from "../../texts/shared.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { askVersioned, ifMatch, isKind, type Versioned } from "../../ui/versioned.ts";
import { LinkShown, RoleChoice, type Account, type OneTimeLink } from "./roles.tsx";

const t = texts(people);
const s = texts(shared);

/** Roles, disabling and a password link of one account, changed only as it was read. */
export function EditAccount({ username, close, changed }: { username: string; close: () => void; changed: (username: string) => void }): JSX.Element {
  const path = `/accounts/${encodeURIComponent(username)}`;
  const [account, setAccount] = useState<Versioned<Account>>();
  const [roles, setRoles] = useState<string[]>([]);
  const [link, setLink] = useState<OneTimeLink>();
  const task = useTask();
  const read = async () => {
    const now = await askVersioned<Account>(path);
    setAccount(now);
    setRoles(now.data.roles);
  };
  useEffect(() => void task.run(read), []);
  const change = (body: { roles?: string[]; disabled?: boolean }) => task.run(async () => {
    try {
      await ask(path, { method: "PATCH", headers: ifMatch(account?.version ?? 0), body });
    } finally {
      await read(); // also where somebody else was faster: then the person sees how it is
    }
    changed(username);
  });
  const isSame = account && [...roles].sort().join() === [...account.data.roles].sort().join();
  return (
    <Dialog title={username} close={close}>
      {task.error && <Notice kind="error">{isKind(task.error, "version-conflict") ? t.changedMeanwhile : task.error.message}</Notice>}
      {!account ? !task.error && <Placeholder height={16} /> : (
        <>
          {account.data.disabled && <Notice>{t.isDisabled}</Notice>}
          <form class="form" onSubmit={(event) => (event.preventDefault(), void change({ roles }))}>
            <RoleChoice roles={roles} change={setRoles} error={roles.length === 0 ? t.oneRole : undefined} />
            <p class="aside">{t.rolesHint}</p>
            <div class="actions"><button disabled={task.busy || isSame || roles.length === 0}>{t.save}</button></div>
          </form>
          <div class="form">
            <h3>{t.passwordReset}</h3>
            <p class="aside">{t.resetHint}</p>
            {link && <LinkShown of={link} />}
            <div class="actions"><button class="second" disabled={task.busy} onClick={() => void task.run(async () => setLink(await ask<OneTimeLink>(`${path}/password-reset`, { method: "POST" })))}>{t.makeReset}</button></div>
          </div>
          <div class="form">
            <h3>{t.state}</h3>
            <p class="aside">{t.disableHint}</p>
            <div class="actions"><button class={account.data.disabled ? "second" : "danger"} disabled={task.busy} onClick={() => void change({ disabled: !account.data.disabled })}>{account.data.disabled ? t.enable : t.disable}</button></div>
          </div>
        </>
      )}
    </Dialog>
  );
}

export function NewAccount({ close, made }: { close: () => void; made: () => void }): JSX.Element {
  const [roles, setRoles] = useState(["learner"]);
  const [done, setDone] = useState<{ username: string; link: OneTimeLink }>();
  const task = useTask();
  const submit = (event: Event) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement);
    void task.run(async () => {
      const email = String(values.get("email")).trim();
      const answer = await ask<{ account: Account; passwordLink: OneTimeLink }>("/accounts", { method: "POST", body: { username: values.get("username"), roles, ...(email ? { email } : {}) } });
      setDone({ username: answer.account.username, link: answer.passwordLink });
      made();
    });
  };
  return (
    <Dialog title={t.newAccount} close={close}>
      {done ? (
        <>
          <Notice kind="good">{t.madeAccount(done.username)}</Notice>
          <LinkShown of={done.link} />
          <div class="actions"><button onClick={close}>{t.done}</button></div>
        </>
      ) : (
        <form class="form" onSubmit={submit}>
          {task.error && <Notice kind="error">{task.error.message}</Notice>}
          <Field label={t.username} hint={t.usernameHint}>{(ids) => <input {...ids} name="username" required autofocus maxLength={64} pattern="[A-Za-z0-9][A-Za-z0-9._\-]*" autocapitalize="none" autocomplete="off" spellcheck={false} />}</Field>
          <Field label={t.email} hint={t.emailHint}>{(ids) => <input {...ids} name="email" type="email" autocomplete="off" />}</Field>
          <RoleChoice roles={roles} change={setRoles} error={roles.length === 0 ? t.oneRole : undefined} />
          <div class="actions">
            <button disabled={task.busy || roles.length === 0}>{t.make}</button>
            <button type="button" class="second" onClick={close}>{s.cancel}</button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
