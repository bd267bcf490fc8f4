import type { JSX } from "preact";
import { reviewMore } from "../../texts/review-more.ts";
import { texts } from "../../ui/language.ts";

const t = texts(reviewMore);

/** What was done with the last card, for those who do not see that the next one is there. */
export type What = "undone" | "suspended" | "buried";

export default function Spoken({ what }: { what: What }): JSX.Element {
  return <>{t[what]}</>;
}
