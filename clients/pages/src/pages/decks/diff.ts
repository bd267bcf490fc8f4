/** A piece of a text that stays, was removed or was added. */
export interface Piece {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Above this many comparisons the changed middle is told as a whole: a table of it would take too long. */
const MOST = 4_000_000;

/** What becomes of a text, word by word; spaces and punctuation belong to no word. */
export function diff(before: string, after: string): Piece[] {
  const [a, b] = [words(before), words(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], part: string[]) => {
    const last = pieces.at(-1);
    const text = part.join("");
    if (text === "") {
      return;
    }
    if (last?.kind === kind) {
      last.text += text;
    } else {
      pieces.push({ kind, text });
    }
  };
  add("same", a.slice(0, start));
  middle(a.slice(start, a.length - end), b.slice(start, b.length - end), add);
  add("same", a.slice(a.length - end));
  return runs(pieces);
}

/** Changes with only spaces between them are one change: word for word they could hardly be read. */
function runs(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    result.push(...([{ kind: "removed", text: removed }, { kind: "added", text: added }] satisfies Piece[]).filter(({ text }) => text !== ""));
    [removed, added] = ["", ""];
  };
  pieces.forEach(({ kind, text }, index) => {
    const isBetween = kind === "same" && /^[ \t]+$/.test(text) && removed + added !== "" && pieces[index + 1] !== undefined;
    if (kind !== "added" && (kind === "removed" || isBetween)) {
      removed += text;
    }
    if (kind === "added" || isBetween) {
      added += text;
    }
    if (kind === "same" && !isBetween) {
      flush();
      result.push({ kind, text });
    }
  });
  flush();
  return result;
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}

/** The longest common subsequence, by the table of its lengths. */
function middle(a: string[], b: string[], add: (kind: Piece["kind"], part: string[]) => void): void {
  if (a.length * b.length > MOST || a.length > 65_000 || b.length > 65_000) {
    add("removed", a);
    add("added", b);
    return;
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", [a[i++] as string]);
      j++;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      add("removed", [a[i++] as string]);
    } else {
      add("added", [b[j++] as string]);
    }
  }
}
