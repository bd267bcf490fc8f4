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

const MOST_POINTS = 400;
const POINTS: Record<string, number> = { mm: 72 / 25.4, cm: 72 / 2.54, in: 72, px: 0.75 };

/** No size in a formula is more than 40 em or 400 points, so that a card cannot cover the page. */
export const SETTINGS = { throwOnError: true, maxSize: [40, MOST_POINTS] as [number, number] };

/** A size as an attribute has it, within the bound also where its unit is one of those that Temml converts the wrong way round. */
export function bounded(size: string): string {
  const [, number, unit] = /^([\d.]+)(mm|cm|in|px)$/.exec(size) ?? [];
  return Number(number) * (POINTS[unit ?? ""] ?? 0) > MOST_POINTS ? `${MOST_POINTS}pt` : size;
}

function bound(part: Element): void {
  for (const attribute of part.attributes) {
    const size = bounded(attribute.value);
    if (size !== attribute.value) {
      attribute.value = size;
    }
  }
}

/** One that cannot be read stays as it was written. */
function drawOne(tex: string, element: HTMLElement, displayMode: boolean): void {
  try {
    temml.render(tex, element, { ...SETTINGS, displayMode });
    element.querySelectorAll("*").forEach(bound);
    element.dir = "ltr";
  } catch {
    element.textContent = tex;
  }
}
