import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { account as ofAccount } from "../texts/account.ts";
import { Loaded, useAsk } from "../ui/ask.tsx";
import { choose } from "../ui/choose-language.ts";
import { Field, useTask } from "../ui/form.tsx";
import { language, LANGUAGES, texts, type Language } from "../ui/language.ts";
import { Later } from "../ui/later.tsx";
import { Notice } from "../ui/notice.tsx";
import { ask, http, told } from "../ui/session.ts";
import { download } from "../ui/table.tsx";
import { Erase } from "./account/erasure.tsx";
import { Part } from "./account/part.tsx";
import { Sessions } from "./account/sessions.tsx";

const t = texts(ofAccount);
const tokens = () => import("./account/tokens.tsx");

interface OwnAccount {
  username: string;
  email?: string;
  roles: string[];
  hasPassword: boolean;
}

/** Everything about the person who is signed in. */
export default function AccountPage(_: PageProps): JSX.Element {
  const asked = useAsk<OwnAccount>("/account");
  return (
    <>
      <h1>{t.title}</h1>
      <Loaded of={asked} height={40}>
        {(own) => (
          <div class="settings">
            <You own={own} changed={asked.reload} />
            <Part title={t.language} hint={t.languageHint}>
              <Field label={t.language}>
                {(ids) => (
                  <select {...ids} value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
                    {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
                  </select>
                )}
              </Field>
            </Part>
            <Part title={t.password} hint={own.hasPassword ? t.passwordHint : t.passwordOfProvider}>{own.hasPassword ? <Password username={own.username} /> : <p>{t.passwordOfProvider}</p>}</Part>
            <Sessions />
            <Later load={tokens} props={{}} height={16} />
            <Part title={t.takeOut} hint={t.takeOutHint}><TakeOut username={own.username} /></Part>
            <Part title={t.erasure} hint={t.erasureHint}><Erase username={own.username} hasPassword={own.hasPassword} /></Part>
          </div>
        )}
      </Loaded>
    </>
  );
}

function You({ own, changed }: { own: OwnAccount; changed: () => void }): JSX.Element {
  const task = useTask();
  const [email, setEmail] = useState(own.email ?? "");
  const [isSaved, setSaved] = useState(false);
  const save = (event: Event) => {
    event.preventDefault();
    setSaved(false);
    void task.run(async () => {
      await ask("/account", { method: "PATCH", body: { email: email.trim() } });
      setSaved(true);
      changed();
    });
  };
  return (
    <Part title={t.you} hint={t.youHint}>
      <dl class="pairs">
        <div><dt>{t.username}</dt><dd dir="auto">{own.username}</dd></div>
        <div><dt>{t.roles}</dt><dd class="marks">{own.roles.map((role) => <span key={role} class="chip">{role}</span>)}</dd></div>
      </dl>
      <form class="row-form" onSubmit={save}>
        <Field label={t.email} hint={t.emailHint} error={task.error?.message}>
          {(ids) => <input {...ids} type="email" autocomplete="email" placeholder={t.noEmail} value={email} onInput={(event) => (setEmail(event.currentTarget.value), setSaved(false))} />}
        </Field>
        <button class="second" disabled={task.busy || email.trim() === (own.email ?? "")}>{t.save}</button>
      </form>
      {isSaved && <Notice kind="good">{t.emailSaved}</Notice>}
    </Part>
  );
}

function Password({ username }: { username: string }): JSX.Element {
  const task = useTask();
  const [isDone, setDone] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = new FormData(form);
    setDone(false);
    void task.run(async () => {
      await ask("/account/password", { method: "PUT", body: { currentPassword: values.get("current"), newPassword: values.get("new") } });
      await ask("/sessions", { method: "POST", body: { username, password: values.get("new") } }); // the change has ended this session, too
      form.reset();
      setDone(true);
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {isDone && <Notice kind="good">{t.passwordChanged}</Notice>}
      <input class="only-spoken" name="username" autocomplete="username" value={username} readOnly tabIndex={-1} aria-hidden="true" />
      <Field label={t.currentPassword}>{(ids) => <input {...ids} name="current" type="password" autocomplete="current-password" required />}</Field>
      <Field label={t.newPassword} hint={t.newPasswordHint}>{(ids) => <input {...ids} name="new" type="password" autocomplete="new-password" minLength={10} maxLength={128} required />}</Field>
      <div class="actions"><button class="second" disabled={task.busy}>{t.changePassword}</button></div>
    </form>
  );
}

function TakeOut({ username }: { username: string }): JSX.Element {
  const task = useTask();
  const [isDone, setDone] = useState(false);
  const get = () => task.run(async () => {
    setDone(false);
    try {
      const response = await http.send("/take-out");
      download(`engram-${username}.zip`, await response.blob());
    } catch (failure) {
      throw told(failure);
    }
    setDone(true);
  });
  return (
    <>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {task.busy && <p role="status">{t.gettingTakeOut} <progress aria-label={t.takeOut} /></p>}
      {isDone && <Notice kind="good">{t.gotTakeOut}</Notice>}
      <div class="actions"><button class="second" disabled={task.busy} onClick={() => void get()}>{t.getTakeOut}</button></div>
    </>
  );
}
