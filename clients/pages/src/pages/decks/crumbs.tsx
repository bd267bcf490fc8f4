import type { JSX } from "preact";
import { decks } from "../../texts/decks.ts";
import { shell } from "../../texts/shell.ts";
import { texts } from "../../ui/language.ts";

const t = texts(decks);
const s = texts(shell);

/** Where the deck belongs. */
export function Crumbs({ path, deckId }: { path: string[]; deckId?: string }): JSX.Element {
  return (
    <nav class="crumbs" aria-label={t.path}>
      <a href="/decks">{s.decks}</a>
      {path.slice(0, deckId ? path.length : -1).map((part, index) => (
        <span key={index}>
          <span aria-hidden="true">›</span> {deckId && index === path.length - 1 ? <a href={`/decks/${deckId}`} dir="auto">{part}</a> : <span dir="auto">{part}</span>}
        </span>
      ))}
    </nav>
  );
}

