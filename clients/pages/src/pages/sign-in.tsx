import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { signIn } from "../texts/sign-in.ts";
import { Field, useTask } from "../ui/form.tsx";
import { texts } from "../ui/language.ts";
import { Notice } from "../ui/notice.tsx";
import { ask, remember, type Account } from "../ui/session.ts";

const t = texts(signIn);

interface Plan {
  zoneSet: boolean;
}

/** Sign-in, and what invitations and password resets link to: their secret stands behind '#', which no server sees. */
export default function SignIn(props: { hasEnded: boolean; enter: (who: Account) => void }): JSX.Element {
  const [, kind, token] = /^#(invitation|password-reset)=(eg[iw]_[\w-]+)$/.exec(location.hash) ?? [];
  const [refusal] = useState(() => t.refused[/^#sign-in=([a-z-]+)$/.exec(location.hash)?.[1] ?? ""]);
  const [link, setLink] = useState(token ? { token, isNew: kind === "invitation" } : undefined);
  const [done, setDone] = useState("");
  const [username, setUsername] = useState("");
  useEffect(() => {
    document.title = `${t.title} · Engram`;
    if (refusal) {
      history.replaceState(null, "", "/");
    }
  }, []);
  return (
    <main class="entrance">
      <img src="/engram.svg" alt="" width="48" height="48" />
      <p class="brand-name">Engram</p>
      <p class="aside">{t.lead}</p>
      {done ? <Notice kind="good">{done}</Notice> : (refusal || props.hasEnded) && <Notice kind="error">{refusal ?? t.sessionEnded}</Notice>}
      {link ? (
        <NewPassword
          {...link}
          done={(name) => {
            history.replaceState(null, "", "/");
            setUsername(name);
            setDone(link.isNew ? t.made : t.set);
            setLink(undefined);
          }}
        />
      ) : (
        <Credentials username={username} enter={props.enter} />
      )}
    </main>
  );
}

function Credentials(props: { username: string; enter: (who: Account) => void }): JSX.Element {
  const task = useTask();
  const form = useRef<HTMLFormElement>(null);
  const [provider, setProvider] = useState<string>();
  useEffect(() => {
    ask<{ enabled: boolean; name?: string }>("/oidc").then(({ enabled, name }) => enabled && setProvider(name), () => {});
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const values = new FormData(form.current as HTMLFormElement);
    const isIn = await task.run(async () => {
      remember(null); // from here on nothing is sent for who was here before
      await ask("/sessions", { method: "POST", body: { username: values.get("username"), password: values.get("password") } });
      const who = await ask<Account>("/account");
      if (who.roles.includes("learner")) {
        await setZone();
      }
      props.enter(who);
    });
    if (!isIn) {
      form.current?.querySelector<HTMLInputElement>("[name=password]")?.focus();
    }
  };
  return (
    <form ref={form} class="panel" onSubmit={(event) => void submit(event)}>
      <h1>{t.title}</h1>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <Field label={t.username}>{(ids) => <input {...ids} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={64} required autofocus defaultValue={props.username} />}</Field>
      <Field label={t.password}>{(ids) => <input {...ids} name="password" type="password" autocomplete="current-password" required />}</Field>
      <button disabled={task.busy}>{t.signIn}</button>
      {provider && <a class="button second" href="/api/v1/oidc/sign-in" onClick={() => remember(null)}>{t.signInWith(provider)}</a>}
    </form>
  );
}

function NewPassword(props: { token: string; isNew: boolean; done: (username: string) => void }): JSX.Element {
  const task = useTask();
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const values = new FormData(form.current as HTMLFormElement);
    const [username, password] = [String(values.get("username") ?? ""), values.get("new-password")];
    const body = props.isNew ? { token: props.token, username, password } : { token: props.token, password };
    void task.run(async () => {
      await ask(props.isNew ? "/invitations/accept" : "/password-resets", { method: "POST", body });
      props.done(username);
    });
  };
  return (
    <form ref={form} class="panel" onSubmit={submit}>
      <h1>{props.isNew ? t.makeAccount : t.setPassword}</h1>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {props.isNew && (
        <Field label={t.username} hint={t.usernameHint}>{(ids) => <input {...ids} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} maxLength={64} required autofocus />}</Field>
      )}
      <Field label={t.newPassword} hint={t.passwordHint}>{(ids) => <input {...ids} name="new-password" type="password" autocomplete="new-password" minLength={10} maxLength={128} required />}</Field>
      <button disabled={task.busy}>{t.save}</button>
    </form>
  );
}

/** Study days begin where the learner lives: the zone of the browser, unless one was ever set. */
async function setZone(): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const plan = await ask<Plan>("/plan").catch(() => undefined);
  if (zone && plan && !plan.zoneSet) {
    await ask("/plan", { method: "PUT", body: { zone } }).catch(() => {}); // the next sign-in tries again
  }
}
