import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { cardHistory } from "../../texts/card-history.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { momentText } from "../../ui/format.ts";
import { useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import type { Content } from "./api.ts";
import { CardDiff, CardFace } from "./content.tsx";

const t = texts(cardHistory);

interface Revision {
  version: number;
  at: string;
  byYou: boolean;
  kind: "ADDED" | "REVISED" | "RETIRED";
  content?: Content;
}

interface Page {
  revisions: Revision[];
  next?: string;
}

/** What became of a card, newest first, each with what it changed. @property use takes an earlier content into the form */
export default function History(props: { path: string; close: () => void; use: (content: Content) => void }): JSX.Element {
  const first = useAsk<Page>(`${props.path}/revisions`);
  return (
    <Dialog wide title={t.title} close={props.close}>
      <Loaded of={first} height={20}>{(page) => <Revisions first={page} {...props} />}</Loaded>
    </Dialog>
  );
}

function Revisions({ first, path, use }: { first: Page; path: string; use: (content: Content) => void }): JSX.Element {
  const [page, setPage] = useState(first);
  const task = useTask();
  const more = () => task.run(async () => {
    // a page may be empty: the server looks at so many versions of the deck at a time
    let next = page.next;
    const revisions = [...page.revisions];
    const before = revisions.length;
    while (next && revisions.length === before) {
      const found: Page = await ask<Page>(`${path}/revisions`, { query: { cursor: next } });
      revisions.push(...found.revisions);
      next = found.next;
    }
    setPage({ revisions, ...(next ? { next } : {}) });
  });
  return (
    <>
      <ol class="change-list history">
        {page.revisions.map((revision, index) => (
          <Entry key={revision.version} of={revision} before={page.revisions.slice(index + 1).find(({ content }) => content)?.content} isAfterRetired={page.revisions[index + 1]?.kind === "RETIRED"} isNewest={index === 0} isFirst={index === page.revisions.length - 1 && !page.next} use={use} />
        ))}
      </ol>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {page.next && <div class="actions"><button class="second" disabled={task.busy} onClick={() => void more()}>{t.more}</button></div>}
    </>
  );
}

function Entry(props: { of: Revision; before: Content | undefined; isAfterRetired: boolean; isNewest: boolean; isFirst: boolean; use: (content: Content) => void }): JSX.Element {
  const { of, before } = props;
  const { content } = of;
  const what = of.kind === "REVISED" && props.isAfterRetired ? t.restored : t.kinds[of.kind];
  return (
    <li>
      <header>
        <h3>{what}</h3>
        <p class="aside">{momentText(of.at)} · {of.byYou ? t.byYou : t.byOther} · {t.version(of.version)}</p>
      </header>
      {content && (props.isFirst ? <CardFace of={content} /> : before ? <CardDiff before={before} after={content} /> : <p class="aside">{t.beforeIsOlder}</p>)}
      {content && !props.isFirst && <details class="more-fields"><summary>{t.wholeCard}</summary><CardFace of={content} /></details>}
      {content && !props.isNewest && <div class="actions"><button class="second small" onClick={() => props.use(content)}>{t.use}</button></div>}
    </li>
  );
}
