import type { JSX } from "preact";
import { reviewMore } from "../../texts/review-more.ts";
import { review } from "../../texts/review.ts";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import type { Refused } from "./sender.ts";
import type { ReviewSession } from "./session.ts";

const t = texts(reviewMore);
const { ratings } = texts(review);

/** What a person should know of how answers are kept and sent; nothing while all goes well. */
export default function Notices({ session }: { session: ReviewSession }): JSX.Element {
  const { sender, trouble } = session;
  const state = sender?.state;
  return (
    <>
      {trouble && <Notice kind="error">{t.trouble[trouble]}</Notice>}
      {session.reader?.isClockWrong && <Notice>{t.clock}</Notice>}
      {state?.is === "signed-out" && <Notice action={<button onClick={() => void signIn(session)}>{t.signIn}</button>}>{t.signedOut}</Notice>}
      {state?.is === "refused" && <Notice kind="error">{t.refusedRequest(state.message)}</Notice>}
      {sender && sender.flags.size > 0 && (
        <Notice action={<button class="quiet" onClick={() => sender.forgetFlags()}>{t.dismiss}</button>}>
          {[...sender.flags].map(([flag, n]) => <p key={flag}>{t.flags[flag]?.(n)}</p>)}
        </Notice>
      )}
      {sender && <RefusedItems of={sender.refused} />}
    </>
  );
}

/** Asks who is signed in: where nobody is, the sign-in appears, and the session goes on after it. */
async function signIn(session: ReviewSession): Promise<void> {
  await ask("/account").then(() => session.resume(), () => {});
}

function RefusedItems({ of }: { of: Refused[] }): JSX.Element | null {
  if (of.length === 0) {
    return null;
  }
  return (
    <section class="notice error refused" role="alert">
      <h2>{t.refused(of.length)}</h2>
      <ul>
        {of.map((one) => (
          <li key={one.receipt.id}>
            <span>{t.refusedOne(nameOf(one), momentText(timeOf(one)))} {reasonOf(one)}</span>
            <button class="quiet" onClick={() => void one.dismiss()}>{t.dismiss}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function reasonOf({ receipt: { problem } }: Refused): string {
  return problem?.type.endsWith(":time-ahead") ? t.timeAhead : (problem?.detail ?? problem?.title ?? "");
}

function nameOf({ item }: Refused): string {
  return item.kind === "reviews" ? ratings[item.body.rating] : item.kind === "actions" ? t.action : t.takenBack;
}

function timeOf({ item }: Refused): string {
  return item.kind === "reviews" ? item.body.reviewedAt : item.kind === "actions" ? item.body.actedAt : item.body.retractedAt;
}
