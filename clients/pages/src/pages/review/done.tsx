import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { reviewMore } from "../../texts/review-more.ts";
import { Empty } from "../../ui/empty.tsx";
import { dayText, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Later } from "../../ui/later.tsx";
import type { ReviewSession } from "./session.ts";
import { timeText } from "./words.ts";
import { setQuery } from "../../ui/query.ts";

const t = texts(reviewMore);

/** Nothing is to be answered now, but a card in the steps comes again soon. */
function Waiting({ session }: { session: ReviewSession }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const { later } = session.left;
  const seconds = Math.max(1, Math.ceil(((later?.at ?? now) - now) / 1000));
  const shown = seconds > 60 ? Math.ceil(seconds / 60) * 60 : seconds;
  return (
    <section class="panel">
      <Empty title={t.waiting} action={<button class="second" onClick={() => later && session.show(later.card)}>{t.now}</button>}>{t.nextIn(timeText(shown, true))}</Empty>
      <Totals session={session} />
    </section>
  );
}

/** No card is on the screen: one comes soon, the session has ended, or there is something else to do first. */
export default function Done(props: { session: ReviewSession; isFiltered: boolean }): JSX.Element {
  return props.session.left.later ? <Waiting session={props.session} /> : <Ended {...props} />;
}

function Ended({ session, isFiltered }: { session: ReviewSession; isFiltered: boolean }): JSX.Element {
  const hasRead = session.days.length > 0;
  if (!hasRead) {
    return <Empty title={t.nothingKept} action={<button onClick={() => session.resume()}>{t.tryAgain}</button>}>{t.nothingKeptHint}</Empty>;
  }
  if (isFiltered) {
    return (
      <section class="panel">
        <Empty title={session.made.length > 0 ? t.finished : t.nothingDue} action={<button onClick={() => setQuery({ deck: null, tag: null })}>{t.allCards}</button>}>{t.nothingDueHere}</Empty>
        <Totals session={session} />
      </section>
    );
  }
  return session.hasCards || session.made.length > 0 ? <Finished session={session} /> : <Later load={() => import("./join.tsx")} props={{ joined: async () => session.reader?.read(), none: () => <Finished session={session} /> }} />;
}

function Finished({ session }: { session: ReviewSession }): JSX.Element {
  const next = session.days.slice(1).find((day) => day.learning + day.review + day.new > 0);
  return (
    <section class="panel">
      <Empty title={session.made.length > 0 ? t.finished : t.nothingDue} action={<a class="button" href="/learning">{t.toLearning}</a>}>
        {next ? t.nextDay(dayText(next.day, { weekday: "long", day: "numeric", month: "long" }), next.learning + next.review + next.new) : t.noNext} {t.keptUntil}
      </Empty>
      <Totals session={session} />
    </section>
  );
}

/** What was done here since the page was opened; these are sums of what this device has seen, no figures of the server. */
function Totals({ session }: { session: ReviewSession }): JSX.Element | null {
  const answers = session.made.filter(({ rating }) => rating);
  if (answers.length === 0) {
    return null;
  }
  const right = answers.filter(({ rating }) => rating !== "AGAIN").length;
  const seconds = answers.reduce((sum, { millis }) => sum + millis, 0) / 1000;
  const figures = [[t.answers, whole(answers.length)], [t.time, timeText(Math.max(1, seconds))], [t.right, percent(right / answers.length)]];
  return (
    <dl class="totals">
      {figures.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
