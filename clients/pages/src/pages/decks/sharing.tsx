import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { deckAuthors } from "../../texts/deck-authors.ts";
import { decks } from "../../texts/decks.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { CopyField } from "../../ui/copy.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import type { Deck } from "./api.ts";
import { joinLink } from "./join.tsx";

const t = { ...texts(decks), ...texts(deckAuthors) };

interface Share {
  username: string;
  role: "VIEWER" | "EDITOR";
  at: string;
  byCode: boolean;
}

interface CodeState {
  expiresAt?: string;
  maxUses?: number;
  uses: number;
}

interface Shares {
  visibility: "PRIVATE" | "PUBLIC";
  shares: Share[];
  joinCode?: CodeState;
}

interface Part {
  deck: Deck;
  shares: Shares;
  mayChange: boolean;
  reload: () => void;
}

/** Who may read and change a deck, for its owner. */
export default function Sharing(props: { deck: Deck; mayChange: boolean; changed: () => void }): JSX.Element {
  const asked = useAsk<Shares>(`/decks/${props.deck.deckId}/shares`);
  return (
    <Loaded of={asked} height={24}>
      {(shares) => {
        const part: Part = { deck: props.deck, shares, mayChange: props.mayChange, reload: asked.reload };
        return (
          <div class="sharing">
            {!props.mayChange && <Notice>{t.needsAuthor}</Notice>}
            <Visibility {...part} reload={() => (asked.reload(), props.changed())} />
            <JoinCode {...part} />
            <People {...part} />
          </div>
        );
      }}
    </Loaded>
  );
}

function Visibility({ deck, shares, mayChange, reload }: Part): JSX.Element {
  const task = useTask();
  const set = (visibility: string) => task.run(async () => {
    await ask(`/decks/${deck.deckId}/visibility`, { method: "PUT", body: { visibility } });
    reload();
  });
  return (
    <section class="panel">
      <h2>{t.whoReads}</h2>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <fieldset class="ticks" disabled={!mayChange || task.busy}>
        <legend class="only-spoken">{t.whoReads}</legend>
        {(["PRIVATE", "PUBLIC"] as const).map((value) => (
          <label key={value} class="tick">
            <input type="radio" name="visibility" checked={shares.visibility === value} onChange={() => void set(value)} />
            <span><strong>{t.visibility[value]}</strong><span class="hint">{t.visibilityHint[value]}</span></span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function JoinCode({ deck, shares, mayChange, reload }: Part): JSX.Element {
  const task = useTask();
  const [code, setCode] = useState("");
  const state = shares.joinCode;
  const make = (event: Event) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement);
    const [days, uses] = [Number(values.get("days")), Number(values.get("uses"))];
    const body = { ...(days ? { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() } : {}), ...(uses ? { maxUses: uses } : {}) };
    void task.run(async () => {
      setCode((await ask<{ code: string }>(`/decks/${deck.deckId}/join-code`, { method: "POST", body })).code);
      reload();
    });
  };
  const withdraw = () => task.run(async () => {
    await ask(`/decks/${deck.deckId}/join-code`, { method: "DELETE" });
    setCode("");
    reload();
  });
  return (
    <section class="panel">
      <h2>{t.joinCode}</h2>
      <p class="aside">{t.joinCodeHint}</p>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {code && (
        <Notice kind="good">
          <p>{t.shownOnce}</p>
          <CopyField label={t.joinLink} value={joinLink(deck.deckId, code)} />
          <CopyField label={t.code} value={code} />
        </Notice>
      )}
      {state && (
        <div class="actions">
          <p>{t.codeState(state.uses, state.maxUses, state.expiresAt && momentText(state.expiresAt))}</p>
          {mayChange && <button class="danger" disabled={task.busy} onClick={() => void withdraw()}>{t.withdrawCode}</button>}
        </div>
      )}
      {mayChange && (
        <form class="row-form" onSubmit={make}>
          <Field label={t.codeDays}>{(ids) => <input {...ids} name="days" type="number" min={1} max={366} defaultValue="14" inputMode="numeric" />}</Field>
          <Field label={t.codeUses}>{(ids) => <input {...ids} name="uses" type="number" min={1} max={100000} inputMode="numeric" placeholder={t.unlimited} />}</Field>
          <button class="second" disabled={task.busy}>{state ? t.newCode : t.makeCode}</button>
        </form>
      )}
    </section>
  );
}

function People({ deck, shares, mayChange, reload }: Part): JSX.Element {
  const task = useTask();
  const [told, tell] = useState("");
  const put = (username: string, role: string) => task.run(async () => {
    await ask(`/decks/${deck.deckId}/shares/${encodeURIComponent(username)}`, { method: "PUT", body: { role } });
    tell(t.sharedWith(username));
    reload();
  });
  const withdraw = (username: string) => task.run(async () => {
    await ask(`/decks/${deck.deckId}/shares/${encodeURIComponent(username)}`, { method: "DELETE" });
    tell(t.notSharedWith(username));
    reload();
  });
  const add = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = new FormData(form);
    void put(String(values.get("username")).trim(), String(values.get("role"))).then((isDone) => isDone && form.reset());
  };
  return (
    <section class="panel">
      <h2>{t.people}</h2>
      {task.error ? <Notice kind="error">{task.error.message}</Notice> : told && <Notice kind="good">{told}</Notice>}
      {shares.shares.length === 0 ? <p class="aside">{t.sharedWithNobody}</p> : (
        <ul class="share-list">
          {shares.shares.map((share) => (
            <li key={share.username}>
              <span><strong dir="auto">{share.username}</strong> <span class="aside">{share.byCode ? t.byCode(momentText(share.at, { dateStyle: "medium" })) : t.since(momentText(share.at, { dateStyle: "medium" }))}</span></span>
              {mayChange && (
                <span class="actions">
                  <select aria-label={t.roleOf(share.username)} value={share.role} disabled={task.busy} onChange={(event) => void put(share.username, event.currentTarget.value)}>
                    <option value="VIEWER">{t.role.VIEWER}</option>
                    <option value="EDITOR">{t.role.EDITOR}</option>
                  </select>
                  <button class="quiet" disabled={task.busy} aria-label={t.withdrawOf(share.username)} onClick={() => void withdraw(share.username)}>{t.withdraw}</button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <form class="row-form" onSubmit={add}>
          <Field label={t.username}>{(ids) => <input {...ids} name="username" required maxLength={64} pattern="[A-Za-z0-9][A-Za-z0-9._\-]*" autocapitalize="none" autocomplete="off" spellcheck={false} />}</Field>
          <Field label={t.may}>{(ids) => <select {...ids} name="role"><option value="VIEWER">{t.mayRead}</option><option value="EDITOR">{t.mayEdit}</option></select>}</Field>
          <button class="second" disabled={task.busy}>{t.share}</button>
        </form>
      )}
      <p class="aside">{t.editorsAreAuthors}</p>
    </section>
  );
}
