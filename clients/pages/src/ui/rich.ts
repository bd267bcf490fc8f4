/** Draws formulas and colours code, each with a library that is loaded for the first of them. @param isText the element holds a text, no HTML of the server */
export async function enrich(holder: HTMLElement, isText: boolean): Promise<void> {
  const hasFormula = isText || holder.querySelector(".math");
  const hasCode = holder.querySelector("code[class]");
  await Promise.all([
    hasFormula && import("./formulas.ts").then(({ draw }) => draw(holder, isText)),
    hasCode && import("./code.ts").then(({ colour }) => colour(holder)),
  ]);
}
