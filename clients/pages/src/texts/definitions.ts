import { plural } from "../ui/language.ts";

const en = {
  title: "Definitions",
  lead: "What every figure of these pages means, how it is computed, and which test holds it. The text is the same as in the documentation, in English.",
  filter: "Filter",
  shown: (n: number) => plural(n, ["definition", "definitions"]),
  none: "No definition matches",
  noneHint: "Try another word, or clear the filter.",
  clear: "Clear the filter",
  missing: "This server has no page of definitions. They are also in docs/definitions.md of the project.",
  tryAgain: "Try again",
  unknown: (name: string) => `There is no definition named “${name}”.`,
};

const de: typeof en = {
  title: "Definitionen",
  lead: "Was jede Kennzahl dieser Seiten bedeutet, wie sie berechnet wird und welcher Test sie sichert. Der Text ist derselbe wie in der Dokumentation, auf Englisch.",
  filter: "Filter",
  shown: (n) => plural(n, ["Definition", "Definitionen"]),
  none: "Keine Definition passt",
  noneHint: "Versuchen Sie ein anderes Wort, oder leeren Sie den Filter.",
  clear: "Filter leeren",
  missing: "Dieser Server hat keine Seite mit Definitionen. Sie stehen auch in docs/definitions.md des Projekts.",
  tryAgain: "Noch einmal versuchen",
  unknown: (name) => `Es gibt keine Definition mit dem Namen „${name}“.`,
};

export const definitions = { en, de };
