import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { account } from "../../texts/account.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { CopyField } from "../../ui/copy.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Part } from "./part.tsx";

const t = texts(account);

const DAY = 86_400_000;
/** The server takes at most 366 days ahead. */
const MOST_DAYS = 365;

interface Token {
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  usedAt?: string;
  expiresAt: string;
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Tokens of the person's own scripts. */
export default function Tokens(): JSX.Element {
  const asked = useAsk<{ accessTokens: Token[] }>("/access-tokens");
  const task = useTask();
  const [made, setMade] = useState("");
  const [told, tell] = useState("");
  const revoke = (token: Token) => task.run(async () => {
    await ask(`/access-tokens/${token.id}`, { method: "DELETE" });
    setMade("");
    tell(t.revoked);
    asked.reload();
  });
  const columns: Column<Token>[] = [
    { key: "name", title: t.tokenName, value: (of) => of.name },
    { key: "scopes", title: t.scopes, value: (of) => of.scopes.join(" "), show: (of) => <span class="marks">{of.scopes.map((scope) => <code key={scope}>{scope}</code>)}</span> },
    { key: "used", title: t.lastUse, value: (of) => of.usedAt, show: (of) => (of.usedAt && of.usedAt !== of.createdAt ? momentText(of.usedAt) : t.never) },
    { key: "ends", title: t.ends, value: (of) => of.expiresAt, show: (of) => momentText(of.expiresAt, { dateStyle: "medium" }) },
    { key: "revoke", isAction: true, title: t.revoke, value: () => "", show: (of) => <button class="quiet" disabled={task.busy} aria-label={t.revokeOf(of.name)} onClick={() => void revoke(of)}>{t.revoke}</button> },
  ];
  return (
    <Part title={t.tokens} hint={t.tokensHint}>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {made ? <Notice kind="good"><p>{t.tokenOnce}</p><CopyField label={t.token} value={made} /></Notice> : told && <Notice kind="good">{told}</Notice>}
      <Loaded of={asked} height={5}>
        {({ accessTokens }) => (accessTokens.length === 0 ? <p class="aside">{t.noTokens}</p> : <Table caption={t.tokens} hideCaption columns={columns} rows={accessTokens} rowKey={(of) => of.id} />)}
      </Loaded>
      <NewToken made={(token) => (setMade(token), tell(""), asked.reload())} />
    </Part>
  );
}

function NewToken({ made }: { made: (token: string) => void }): JSX.Element {
  const task = useTask();
  const [hasNone, setNone] = useState(false);
  const [from] = useState(() => Date.now());
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = new FormData(form);
    const scopes = values.getAll("scope");
    setNone(scopes.length === 0);
    if (scopes.length > 0) {
      void task.run(async () => {
        const body = { name: values.get("name"), scopes, expiresAt: new Date(`${String(values.get("end"))}T23:59:59`).toISOString() };
        made((await ask<{ token: string }>("/access-tokens", { method: "POST", body })).token);
        form.reset();
      });
    }
  };
  return (
    <details class="more-fields">
      <summary>{t.makeToken}</summary>
      <form class="form" onSubmit={submit}>
        {task.error && <Notice kind="error">{task.error.message}</Notice>}
        <Field label={t.tokenName} hint={t.tokenNameHint}>{(ids) => <input {...ids} name="name" required maxLength={100} autocomplete="off" dir="auto" />}</Field>
        <fieldset class="ticks">
          <legend class="aside">{t.scopes}</legend>
          {Object.entries(t.scopeTexts).map(([scope, text]) => (
            <label key={scope} class="tick"><input type="checkbox" name="scope" value={scope} /> <span><code>{scope}</code> <span class="aside">{text}</span></span></label>
          ))}
          {hasNone && <p class="hint wrong" role="alert">{t.oneScope}</p>}
        </fieldset>
        <Field label={t.tokenEnd}>{(ids) => <input {...ids} name="end" type="date" required min={isoDay(from + DAY)} max={isoDay(from + MOST_DAYS * DAY)} defaultValue={isoDay(from + 90 * DAY)} />}</Field>
        <div class="actions"><button class="second" disabled={task.busy}>{t.makeToken}</button></div>
      </form>
    </details>
  );
}
