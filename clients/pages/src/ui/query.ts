import { changed } from "./route.ts";

/** Changes parts of the query of the present page in place; an empty value or `null` removes one. */
export function setQuery(values: Record<string, string | number | null | undefined>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") {
      query.delete(name);
    } else {
      query.set(name, String(value));
    }
  }
  history.replaceState(null, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}`);
  changed();
}
