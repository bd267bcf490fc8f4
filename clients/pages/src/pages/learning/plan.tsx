import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Near } from "../../ui/near.tsx";
import type { PartProps } from "../learning.tsx";
import { Exam } from "./exam.tsx";
import { Load } from "./load.tsx";
import { Settings } from "./settings.tsx";

/** What lies ahead under the plan, and the plan itself. */
export function Planning({ scope, decks }: PartProps): JSX.Element {
  const [position, setPosition] = useState<string>();
  return (
    <div class="stack">
      <Exam scope={scope} decks={decks} />
      <Settings saved={setPosition} />
      <Near height={30}>{() => <Load scope={scope} after={position} />}</Near>
    </div>
  );
}
