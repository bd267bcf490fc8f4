import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { PageProps } from "../../app.tsx";
import { decks } from "../../texts/decks.ts";
import { shared } from "../../texts/shared.ts";
import { shell } from "../../texts/shell.ts";
import { useAllPages } from "../../ui/all-pages.ts";
import { useAsk } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { go } from "../../ui/route.ts";
import { ask } from "../../ui/session.ts";
import type { Deck, Membership as Studied } from "./api.ts";
import { join, JoinForm, leave } from "./join.tsx";

const t = texts(decks);
const s = texts(shared);
const common = texts(shell);

interface Lists {
  decks: Deck[];
  memberships: Studied[];
}

/** The decks that a person may see: their own, those that they study, and others that everybody may read. */
export function DeckList({ account }: PageProps): JSX.Element {
  const isLearner = account.roles.includes("learner");
  const isAuthor = account.roles.includes("author");
  const [after, setAfter] = useState<string>();
  const [done, tell] = useState("");
  const [isMaking, setMaking] = useState(false);
  const seen = useAllPages("/decks", { limit: 500 }, (page: { decks: Deck[]; next?: string }) => page.decks);
  const studied = useAsk<{ memberships: Studied[] }>(isLearner ? "/decks/memberships" : null, { after });
  const memberships = isLearner ? studied.data?.memberships : [];
  const error = seen.error ?? studied.error;
  const reload = () => (seen.reload(), studied.reload());
  const changed = (position: string) => (setAfter(position), seen.reload());
  return (
    <>
      <div class="page-head">
        <h1>{common.decks}</h1>
        {isAuthor && (
          <div class="actions">
            <a class="button" href="/decks/import">{t.importFile}</a>
            <button class="second" onClick={() => setMaking(true)}>{t.newDeck}</button>
          </div>
        )}
      </div>
      {error && <Notice kind="error" action={<button class="quiet" onClick={reload}>{common.tryAgain}</button>}>{error.message}</Notice>}
      {done && <Notice kind="good">{done}</Notice>}
      {seen.data && memberships ? <Groups decks={seen.data} memberships={memberships} isLearner={isLearner} isAuthor={isAuthor} reload={(position) => (changed(position), tell(""))} /> : !error && <Placeholder height={20} />}
      {isLearner && seen.data && <JoinForm joined={(position) => (changed(position), tell(t.joined))} />}
      {isMaking && <NewDeck close={() => setMaking(false)} />}
    </>
  );
}

function Groups(props: Lists & { isLearner: boolean; isAuthor: boolean; reload: (after: string) => void }): JSX.Element {
  const studied = new Set(props.memberships.map(({ deckId }) => deckId));
  const seen = new Set(props.decks.map(({ deckId }) => deckId));
  const own = props.decks.filter(({ role }) => role !== "VIEWER");
  const others = props.decks.filter(({ role }) => role === "VIEWER");
  const gone = props.memberships.filter(({ deckId }) => !seen.has(deckId));
  const row = (deck: Deck) => <Row key={deck.deckId} deck={deck} isStudied={studied.has(deck.deckId)} isLearner={props.isLearner} reload={props.reload} />;
  if (props.decks.length + gone.length === 0) {
    return (
      <Empty title={t.noDecks} action={props.isAuthor ? <a class="button" href="/decks/import">{t.importFile}</a> : undefined}>
        {props.isAuthor ? t.noDecksAuthor : t.noDecksLearner}
      </Empty>
    );
  }
  return (
    <>
      {props.isAuthor && <Group title={t.yours} empty={t.noOwn}>{own.map(row)}</Group>}
      {props.isLearner && (
        <Group title={props.isAuthor ? t.studiedOfOthers : t.studied} empty={props.isAuthor ? undefined : t.noneStudied}>
          {[...(props.isAuthor ? others : props.decks).filter(({ deckId }) => studied.has(deckId)).map(row), ...gone.map((of) => <Gone key={of.deckId} of={of} reload={props.reload} />)]}
        </Group>
      )}
      <Group title={t.others}>{(props.isAuthor ? others : props.decks).filter(({ deckId }) => !props.isLearner || !studied.has(deckId)).map(row)}</Group>
    </>
  );
}

/** @property empty what to do where there is none; without it the group is left out */
function Group({ title, empty, children }: { title: string; empty?: string | undefined; children: ComponentChildren[] }): JSX.Element | null {
  return children.length === 0 && !empty ? null : (
    <section class="group">
      <h2>{title}</h2>
      {children.length > 0 ? <ul class="deck-list">{children}</ul> : <p class="aside">{empty}</p>}
    </section>
  );
}

function Row(props: { deck: Deck; isStudied: boolean; isLearner: boolean; reload: (after: string) => void }): JSX.Element {
  const { deck } = props;
  return (
    <li>
      <div class="name"><DeckName path={deck.path} href={`/decks/${deck.deckId}`} /></div>
      <p class="marks">
        <span class="count">{s.cards(deck.cards)}</span>
        <span class="chip">{t.visibility[deck.visibility]}</span>
        {deck.role !== "VIEWER" && <span class="chip">{t.role[deck.role]}</span>}
        {props.isStudied && <span class="chip good">{t.isStudied}</span>}
      </p>
      {props.isLearner && <Membership {...props} />}
    </li>
  );
}

/** Joins or leaves. Leaving asks nothing first: reviews stay, and joining again takes it back. */
export function Membership(props: { deck: Pick<Deck, "deckId" | "title">; isStudied: boolean; reload: (after: string) => void }): JSX.Element {
  const task = useTask();
  const { deckId, title } = props.deck;
  const change = () => task.run(async () => {
    props.reload(await (props.isStudied ? leave(deckId) : join(deckId)));
  });
  return (
    <div class="membership">
      <button class={props.isStudied ? "quiet" : "second small"} disabled={task.busy} aria-label={(props.isStudied ? t.leaveNamed : t.studyNamed)(title)} title={props.isStudied ? t.leaveHint : t.studyHint} onClick={() => void change()}>
        {props.isStudied ? t.leave : t.study}
      </button>
      {task.error && <p class="hint wrong" role="alert">{task.error.message}</p>}
    </div>
  );
}

function Gone({ of, reload }: { of: Studied; reload: (after: string) => void }): JSX.Element {
  return (
    <li>
      <div class="name"><DeckName path={of.path} /><p class="aside">{t.gone}</p></div>
      <p class="marks"><span class="chip warn">{t.notVisible}</span></p>
      <Membership deck={of} isStudied reload={reload} />
    </li>
  );
}

/** The last part of a path is the name of the deck; the others say where it belongs. */
export function DeckName({ path, href }: { path: string[]; href?: string }): JSX.Element {
  const name = path.at(-1);
  return (
    <>
      {path.length > 1 && <span class="aside" dir="auto">{path.slice(0, -1).join(" › ")}</span>}
      {href ? <a href={href} dir="auto">{name}</a> : <span dir="auto">{name}</span>}
    </>
  );
}

function NewDeck({ close }: { close: () => void }): JSX.Element {
  const task = useTask();
  const [title, setTitle] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    void task.run(async () => {
      const path = title.split("|").map((part) => part.trim());
      const { deckId } = await ask<{ deckId: string }>("/decks", { method: "POST", body: { path } });
      go(`/decks/${deckId}`);
    });
  };
  return (
    <Dialog title={t.newDeck} close={close}>
      <form class="form" onSubmit={submit}>
        <Field label={t.deckTitle} hint={t.deckTitleHint} error={task.error?.message}>
          {(ids) => <input {...ids} required autofocus dir="auto" maxLength={4000} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />}
        </Field>
        <p class="aside">{t.newIsPrivate}</p>
        <div class="actions">
          <button disabled={task.busy}>{t.makeDeck}</button>
          <button type="button" class="second" onClick={close}>{s.cancel}</button>
        </div>
      </form>
    </Dialog>
  );
}
