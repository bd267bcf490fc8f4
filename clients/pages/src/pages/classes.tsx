import type { JSX } from "preact";
import type { PageProps } from "../app.tsx";
import { useRoute } from "../ui/route.ts";
import { Class } from "./classes/class.tsx";
import { Compare } from "./classes/compare.tsx";
import { Join } from "./classes/join.tsx";
import { Learner } from "./classes/learner.tsx";
import { List } from "./classes/list.tsx";

/** `/classes`, `/classes/join`, `/classes/compare`, `/classes/ID` and `/classes/ID/learners/NAME`. */
export default function Classes({ account }: PageProps): JSX.Element {
  const { path } = useRoute();
  const [, , first, second, username] = path.split("/");
  if (first === undefined) {
    return <List account={account} />;
  }
  if (first === "join") {
    return <Join account={account} />;
  }
  if (first === "compare") {
    return <Compare />;
  }
  return second === "learners" && username ? (
    <Learner key={path} cohortId={first} username={decodeURIComponent(username)} />
  ) : (
    <Class key={first} cohortId={first} account={account} />
  );
}
