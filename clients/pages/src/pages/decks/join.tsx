import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { decks } from "../../texts/decks.ts";
import { Empty } from "../../ui/empty.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { go } from "../../ui/route.ts";
import { ask } from "../../ui/session.ts";

const t = texts(decks);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const CODE = /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/i;

/** The address under which a deck is joined; the code stands behind '#', which no server and no log sees. */
export function joinLink(deckId: string, code: string): string {
  return `${location.origin}/decks/${deckId}/join#${code}`;
}

/** @return the position after which memberships contain it */
export async function join(deckId: string, code?: string): Promise<string> {
  return (await ask<{ position: string }>(`/decks/${deckId}/membership`, { method: "PUT", body: code ? { code } : {} })).position;
}

/** @return the position after which memberships lack it */
export async function leave(deckId: string): Promise<string> {
  return (await ask<{ position: string }>(`/decks/${deckId}/membership`, { method: "DELETE" })).position;
}

/** What a join link leads to: one question, so that nobody studies a deck by opening an address. */
export function JoinByLink({ deckId, account }: PageProps & { deckId: string }): JSX.Element {
  const task = useTask();
  const code = CODE.exec(location.hash)?.[0];
  if (!account.roles.includes("learner")) {
    return <Empty title={t.joinTitle} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.learnersOnly}</Empty>;
  }
  const agree = () => task.run(async () => {
    go(`/decks/${deckId}?after=${encodeURIComponent(await join(deckId, code?.toUpperCase()))}`);
  });
  return (
    <section class="panel narrow">
      <h1>{t.joinTitle}</h1>
      <p>{t.joinByLinkHint}</p>
      {task.error && <Notice kind="error">{task.error.status === 404 ? t.codeRefused : task.error.message}</Notice>}
      <div class="actions">
        <button disabled={task.busy} onClick={() => void agree()}>{t.join}</button>
        <a class="button second" href="/decks">{t.notNow}</a>
      </div>
    </section>
  );
}

/** Joins with a link, or with the code and the id of the deck. */
export function JoinForm({ joined }: { joined: (position: string) => void }): JSX.Element {
  const task = useTask();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    const [deckId, code] = [UUID.exec(text)?.[0], CODE.exec(text.replace(UUID, " "))?.[0]];
    setWrong(!deckId);
    if (deckId) {
      void task.run(async () => {
        joined(await join(deckId.toLowerCase(), code?.toUpperCase()));
        setText("");
      });
    }
  };
  const error = isWrong ? t.noLink : task.error?.status === 404 ? t.codeRefused : task.error?.message;
  return (
    <form class="join-form row-form" onSubmit={submit}>
      <Field label={t.joinByCode} hint={t.linkHint} error={error}>
        {(ids) => <input {...ids} required dir="ltr" autocapitalize="none" spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      </Field>
      <button class="second" disabled={task.busy}>{t.join}</button>
    </form>
  );
}
