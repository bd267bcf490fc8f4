import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useAsk } from "../../ui/ask.tsx";
import { Near } from "../../ui/near.tsx";
import type { PartProps } from "../learning.tsx";
import { Exam } from "./exam.tsx";
import { Load } from "./load.tsx";
import { Settings } from "./settings.tsx";

/** What lies ahead under the plan, and the plan itself. */
export default function Planning({ scope, decks }: PartProps): JSX.Element {
  const [position, setPosition] = useState<string>();
  const asked = useAsk<{ tags: { tag: string }[] }>("/mastery/tags", {});
  const tags = (asked.data?.tags ?? []).map(({ tag }) => tag).filter((tag) => tag !== "");
  return (
    <div class="stack">
      <Exam scope={scope} decks={decks} tags={tags} />
      <Settings tags={tags} decks={decks} saved={setPosition} />
      <Near height={30}>{() => <Load scope={scope} after={position} />}</Near>
    </div>
  );
}
