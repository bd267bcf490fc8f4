import type { JSX } from "preact";
import { frame } from "../texts/frame.ts";
import { shell } from "../texts/shell.ts";
import { choose } from "./choose-language.ts";
import { language, LANGUAGES, texts, type Language } from "./language.ts";

const t = texts(frame);
const common = texts(shell);

export default function Footer(): JSX.Element {
  return (
    <footer class="no-print">
      <a href="/definitions">{common.definitions}</a>
      <a href="/docs/">API</a>
      <label>
        <span class="only-spoken">{t.language}</span>
        <select value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag}>{name}</option>)}
        </select>
      </label>
    </footer>
  );
}
