/** A row of a CSV file (RFC 4180), with the separator that its first line has most of. */
export function rowsOf(text: string): string[][] {
  const clean = text.replace(/^\uFEFF/, "");
  const first = clean.split(/\r?\n/, 1)[0] ?? "";
  const separator = [",", ";", "\t"].reduce((best, candidate) => (first.split(candidate).length > first.split(best).length ? candidate : best));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < clean.length; i++) {
    const c = clean[i] as string;
    if (isQuoted) {
      if (c !== '"') {
        cell += c;
      } else if (clean[i + 1] === '"') {
        cell += '"';
        i++;
      } else {
        isQuoted = false;
      }
    } else if (c === '"' && cell === "") {
      isQuoted = true;
    } else if (c === separator) {
      row.push(cell);
      cell = "";
    } else if (c === "\n" || c === "\r") {
      if (c === "\r" && clean[i + 1] === "\n") {
        i++;
      }
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else {
      cell += c;
    }
  }
  if (cell !== "" || row.length > 0) {
    rows.push([...row, cell]);
  }
  return rows.filter((cells) => cells.some((value) => value.trim() !== ""));
}

const NAMES: Record<string, string[]> = {
  question: ["question", "front", "frage", "vorderseite"],
  answer: ["answer", "back", "antwort", "rückseite"],
  tags: ["tags", "tag", "schlagwörter", "schlagworte"],
  source: ["source", "quelle"],
};

/**
 * A table with a column `question` and, if wanted, `answer`, `tags` and `source`, as a deck file. What the format does not have, such as
 * line breaks in a question, is made to fit; the person sees the file before it is imported.
 *
 * @param title of the deck
 * @return nothing where no column is a question
 */
export function deckFileOf(csv: string, title: string): string | undefined {
  const [header = [], ...rows] = rowsOf(csv);
  const column = (field: string) => header.findIndex((name) => NAMES[field]?.includes(name.trim().toLowerCase()));
  const [question, answer, tags, source] = [column("question"), column("answer"), column("tags"), column("source")];
  if (question < 0) {
    return undefined;
  }
  const line = (text: string | undefined) => (text ?? "").replace(/\s*[\r\n]+\s*/g, " ").trim();
  const cards = rows.filter((row) => line(row[question]) !== "").map((row) => {
    const of = (index: number) => (index < 0 ? "" : (row[index] ?? ""));
    const lines = [line(of(question)), tagLine(of(tags)), ...of(answer).split(/\r\n?|\n/).map((text) => text.trimEnd()).filter(Boolean)];
    return [...lines, ...(line(of(source)) ? [`Source: ${line(of(source))}`] : [])].join("\n");
  });
  return [title, ...cards].join("\n") + "\n";
}

/** Tags as a deck file has them: in lower case unless they have several capitals, one at least. */
function tagLine(text: string): string {
  const tags = text.split(/[\s,;]+/).filter(Boolean).map((tag) => (/^\P{Lu}*\p{Lu}\P{Lu}*$/u.test(tag) ? tag.toLowerCase() : tag));
  return tags.length > 0 ? [...new Set(tags)].join(" ") : "untagged";
}
