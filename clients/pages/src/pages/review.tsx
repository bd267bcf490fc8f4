import type { JSX } from "preact";
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { review } from "../texts/review.ts";
import { texts } from "../ui/language.ts";
import { Placeholder } from "../ui/notice.tsx";
import { useRoute } from "../ui/route.ts";
import { AnswerBar, elsewherePart } from "./review/bar.tsx";
import { Card, sourcePart } from "./review/card.tsx";
import { editAddress, swiping, useKeys, type Acts } from "./review/keys.ts";
import { Later } from "../ui/later.tsx";
import { ReviewSession } from "./review/session.ts";
import type { What } from "./review/spoken.tsx";

const t = texts(review);

// parts that are not needed for the first card; they are loaded after it, so that they are there without a network, too
const done = () => import("./review/done.tsx");
const filtered = () => import("./review/filter.tsx");
const spoken = () => import("./review/spoken.tsx");
const notices = () => import("./review/notices.tsx");

let current: ReviewSession | undefined;

/** The session of a person in this tab; that of another person, who has signed out, ends. */
function sessionOf(user: string): ReviewSession {
  if (current?.user !== user) {
    current?.close();
    current = new ReviewSession(user);
  }
  return current;
}

export default function Review({ account }: PageProps): JSX.Element {
  const { query } = useRoute();
  const [deckId, tag] = [query.get("deck") ?? undefined, query.get("tag") ?? undefined];
  const session = useSession(account.username);
  const [isHelp, setHelp] = useState(false);
  const [said, setSaid] = useState<What>();
  const first = useRef(session.card);
  useMemo(() => session.filter({ deckId, tag }), [session, deckId, tag]);
  const { card } = session;
  first.current ??= card;
  const say = (what: What, act: () => Promise<boolean>) => () => void act().then((isDone) => isDone && setSaid(what));
  const acts: Acts = {
    help: () => setHelp(true),
    undo: say("undone", () => session.undo()),
    suspend: say("suspended", () => session.putAside("SUSPEND")),
    bury: say("buried", () => session.putAside("BURY")),
  };
  useKeys(session, acts);
  const swipe = useMemo(() => swiping(session), [session]); // one for all drawings, which may come while a finger moves
  useEffect(() => {
    if (session.isOpen) {
      setSaid(undefined);
    }
  }, [session.isOpen]);
  return (
    <div class="review">
      <h1 class="only-spoken">{t.title}</h1>
      <Progress session={session} />
      {(deckId || tag) && <Later load={filtered} props={{ deckId, tag }} height={2} />}
      {session.hasNotices && <Later load={notices} props={{ session }} />}
      {!session.isReady ? (
        <Placeholder height={18} />
      ) : card ? (
        <>
          <article class="panel card" data-card={card.cardId} {...swipe}>
            <Card card={card} isOpen={session.isOpen} isFirst={first.current === card} />
            <footer>
              <p class="tags">{card.tags.map((own) => <span key={own} class="tag" dir="auto">{own}</span>)}</p>
              <p class="card-tools">
                {editAddress(session) && <a class="button quiet" href={editAddress(session)} aria-keyshortcuts="e">{t.edit} <kbd>e</kbd></a>}
                <button class="quiet" aria-keyshortcuts="s" onClick={acts.suspend}>{t.suspend} <kbd>s</kbd></button>
                <button class="quiet" aria-keyshortcuts="b" onClick={acts.bury}>{t.bury} <kbd>b</kbd></button>
              </p>
            </footer>
          </article>
          <AnswerBar session={session} />
        </>
      ) : (
        <Later load={done} props={{ session, isFiltered: !!(deckId || tag) }} />
      )}
      <div class="below no-print">
        <KeptLine session={session} />
        <p class="card-tools">
          {session.made.length > 0 && <button class="quiet" aria-keyshortcuts="u" onClick={acts.undo}>{t.undo} <kbd>u</kbd></button>}
          <button class="quiet" aria-keyshortcuts="?" onClick={acts.help}>{t.help} <kbd>?</kbd></button>
        </p>
      </div>
      <p class="only-spoken" role="status">{said && <Later key={said} load={spoken} props={{ what: said }} height={0} />}</p>
      {isHelp && <Later load={() => import("./review/help.tsx")} props={{ close: () => setHelp(false) }} />}
    </div>
  );
}

/** Where the answers are, in a line. */
function KeptLine({ session: { sender } }: { session: ReviewSession }): JSX.Element {
  const unsent = sender?.unsent ?? 0;
  return <p class="aside kept" role="status">{unsent > 0 && (sender?.state.is === "well" ? t.sending(unsent) : t.kept(unsent))}</p>;
}

/** The session, and this page drawn again at each change of it. */
function useSession(user: string): ReviewSession {
  const session = sessionOf(user);
  const [, again] = useReducer<number, void>((n) => n + 1, 0);
  useEffect(() => {
    session.enter();
    const stop = session.listen(() => again());
    again();
    const ready = setTimeout(() => void Promise.allSettled([done(), notices(), filtered(), spoken(), sourcePart(), elsewherePart()]), 1000);
    return () => {
      clearTimeout(ready);
      stop();
      session.leave();
    };
  }, [session]);
  return session;
}

/** How far the person is, and of which kinds what is left is. */
function Progress({ session: { made, left, isReady } }: { session: ReviewSession }): JSX.Element | null {
  const done = made.filter(({ rating }) => rating).length;
  const all = done + left.learning + left.review + left.new;
  if (isReady && all === 0) {
    return null;
  }
  return (
    <div class="progress">
      <p aria-hidden={!isReady}>{isReady ? t.done(done, all) : "\u00a0"}</p>
      <p class="aside">{isReady && all > done && [[left.learning, t.learning], [left.review, t.review], [left.new, t.new]].filter(([n]) => n).map(([n, name]) => `${n} ${name}`).join(" · ")}</p>
      <progress aria-label={t.done(done, all)} value={done} max={Math.max(1, all)} />
    </div>
  );
}
