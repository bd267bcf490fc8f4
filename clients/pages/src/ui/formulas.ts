import temml from "temml";

/** A piece of a text, or the TeX of a formula in it. */
export interface Piece {
  text: string;
  formula?: "inline" | "display";
}

/** Formulas are `$$...$$` and `$...$`; as in Pandoc no space stands inside of `$`, and no digit after it, so that prices stay prices. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\$([^$]+)\$\$|(?<![\\$])\$(?=[^\s$])([^$\n]*[^\s\\$])\$(?!\d)/g)) {
    found.push({ text: text.slice(end, match.index) }, { text: match[1] ?? match[2] ?? "", formula: match[1] === undefined ? "inline" : "display" });
    end = match.index + match[0].length;
  }
  found.push({ text: text.slice(end) });
  return found.filter(({ text: part }) => part !== "");
}

/** Draws what is a formula in an element: elements of class `math`, and with `isText` what stands between dollars. */
export function draw(holder: HTMLElement, isText: boolean): void {
  holder.querySelectorAll<HTMLElement>(".math").forEach((element) => {
    drawOne(element.textContent ?? "", element, element.dataset.display === "true");
  });
  if (isText) {
    const nodes = [...holder.childNodes].filter((node): node is Text => node instanceof Text);
    nodes.forEach((node) => node.replaceWith(...pieces(node.data).map(nodeOf)));
  }
}

function nodeOf({ text, formula }: Piece): Node | string {
  if (formula === undefined) {
    return text;
  }
  const element = document.createElement("span");
  drawOne(text, element, formula === "display");
  return element;
}

/** One that cannot be read stays as it was written. */
function drawOne(tex: string, element: HTMLElement, displayMode: boolean): void {
  try {
    temml.render(tex, element, { displayMode, throwOnError: true });
    element.dir = "ltr";
  } catch {
    element.textContent = tex;
  }
}
