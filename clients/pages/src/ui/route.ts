import { useEffect, useState } from "preact/hooks";

/** The address of the page, which holds its whole state. */
export interface Route {
  path: string;
  query: URLSearchParams;
}

const listeners = new Set<() => void>();

/** To be called after each change of the address. */
export function changed(): void {
  listeners.forEach((listener) => listener());
}

/** Goes to an address of these pages; the browser's "back" returns. */
export function go(address: string): void {
  history.pushState(null, "", address);
  changed();
  window.scrollTo(0, 0);
}

/** The address, again at each change of it. */
export function useRoute(): Route {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return { path: location.pathname.replace(/(.)\/$/, "$1"), query: new URLSearchParams(location.search) };
}

/** Links within the pages do not load the page again. The API, its documentation and downloads are left to the browser. */
export function followLinks(): void {
  window.addEventListener("popstate", changed);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download") || link.origin !== location.origin) {
      return;
    }
    if (/^\/(api|docs|q)(\/|$)/.test(link.pathname) || (link.hash && link.pathname === location.pathname && link.search === location.search)) {
      return;
    }
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
