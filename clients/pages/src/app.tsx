import { render, type JSX } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { shell } from "./texts/shell.ts";
import "./ui/card-text.tsx"; // of several pages, and too small for a file of its own
import { loadTexts, texts } from "./ui/language.ts";
import { Later, type Load } from "./ui/later.tsx";
import { Notice, Placeholder } from "./ui/notice.tsx";
import { followLinks, go, useRoute } from "./ui/route.ts";
import { account, ask, onSessionEnd, remember, told, type Account } from "./ui/session.ts";
import "./ui/storages.ts"; // as above

const t = texts(shell);

/** What every page gets. */
export interface PageProps {
  account: Account;
}

interface Page {
  name: "review" | "learning" | "classes" | "decks" | "hardness" | "operations" | "people" | "account" | "definitions" | "design";
  /** Who finds it in the menu, all where it is absent; the server decides who may see what. */
  roles?: string[];
  load: Load<PageProps>;
}

const PAGES: Page[] = [
  { name: "review", roles: ["learner"], load: () => import("./pages/review.tsx") },
  { name: "learning", roles: ["learner"], load: () => import("./pages/learning.tsx") },
  { name: "classes", roles: ["teacher", "learner"], load: () => import("./pages/classes.tsx") },
  { name: "decks", load: () => import("./pages/decks.tsx") },
  { name: "hardness", roles: ["researcher", "teacher", "author"], load: () => import("./pages/hardness.tsx") },
  { name: "operations", roles: ["operator"], load: () => import("./pages/operations.tsx") },
  { name: "people", roles: ["administrator", "data-officer"], load: () => import("./pages/people.tsx") },
  { name: "account", load: () => import("./pages/account.tsx") },
  { name: "definitions", roles: [], load: () => import("./pages/definitions.tsx") },
  { name: "design", roles: [], load: () => import("./pages/design.tsx") },
];

const offered = (who: Account, { roles = who.roles }: Page) => roles.some((role) => who.roles.includes(role));

const failed: Load<{ failure?: unknown }> = () => import("./ui/failure.tsx");

/** How long it is waited for who is signed in; after that it is as without a network. */
const ACCOUNT_MILLIS = 4_000;

function App(): JSX.Element {
  const [who, setWho] = useState<Account | null>(account());
  const [isKnown, setKnown] = useState(false);
  const [hasEnded, setEnded] = useState(false);
  const route = useRoute();
  const hasLink = /^#(invitation|password-reset|sign-in)=/.test(location.hash);
  const enter = (entered: Account | null) => {
    remember(entered);
    entered && setEnded(false);
    setWho(entered);
    setKnown(true);
  };
  useEffect(() => {
    onSessionEnd(() => {
      setEnded(true);
      setWho(null);
    });
    // another tab of this browser has signed somebody in or out
    window.addEventListener("storage", () => setWho(account()));
    const look = () => {
      const before = account()?.username;
      // an answer that is older than what another tab has done says who was signed in, not who is
      const found = (entered: Account | null) => (account()?.username === before ? enter(entered) : look());
      ask<Account>("/account", { signal: AbortSignal.timeout(ACCOUNT_MILLIS) }).then(found, (failure: unknown) => {
        told(failure).status === 401 ? found(null) : setKnown(true); // without a network the last person goes on
      });
    };
    look();
  }, []);
  if (hasLink || (isKnown && who === null)) {
    return <Later load={withTexts("sign-in", () => import("./pages/sign-in.tsx"))} props={{ hasEnded, enter }} height={20} />;
  }
  if (who === null || !isKnown) {
    return <Placeholder height={20} />;
  }
  const page = PAGES.find(({ name }) => name === route.path.split("/")[1]);
  if (route.path === "/" || route.path === "/index.html") {
    const first = PAGES.find((candidate) => offered(who, candidate));
    queueMicrotask(() => go(`/${first?.name ?? "account"}`));
    return <Placeholder height={20} />;
  }
  return (
    <>
      <Header who={who} current={page} />
      <main id="content" tabIndex={-1}>
        <Later load={() => import("./ui/network.tsx")} props={{}} height={0} />
        {page ? <PageView key={page.name} page={page} account={who} /> : <Later load={failed} props={{}} />}
      </main>
      <Later load={() => import("./ui/footer.tsx")} props={{}} height={0} />
    </>
  );
}

function PageView({ page, account: who }: { page: Page; account: Account }): JSX.Element {
  const [failure] = useErrorBoundary((error) => console.error(error));
  useEffect(() => {
    document.title = `${t[page.name]} · Engram`;
  }, [page]);
  return failure ? <Later load={failed} props={{ failure }} /> : <Later load={withTexts(page.name, page.load)} props={{ account: who }} height={30} />;
}

/** @param name of the source in `pages` */
function withTexts<P>(name: string, load: Load<P>): Load<P> {
  return () => loadTexts(name).then(load);
}

function Header({ who, current }: { who: Account; current: Page | undefined }): JSX.Element {
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  const signOut = () => import("./ui/sign-out.ts").then(({ signOut: end }) => end(who.username)).then(setFailure, () => setFailure(t.unreachable));
  return (
    <>
      <a class="skip" href="#content">{t.skip}</a>
      <header class="top no-print">
        <a class="brand" href="/" aria-label={t.home}><img src="/engram.svg" alt="" width="24" height="24" /> <span>Engram</span></a>
        <button class="quiet menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>{t.menu}</button>
        <nav id="menu" aria-label={t.pages} class={isOpen ? "open" : undefined}>
          {PAGES.filter((page) => offered(who, page)).map((page) => (
            <a key={page.name} href={`/${page.name}`} aria-current={page === current ? "page" : undefined}>{t[page.name]}</a>
          ))}
        </nav>
        <p class="who"><span dir="auto">{who.username}</span> <button class="quiet" onClick={() => void signOut()}>{t.signOut}</button></p>
      </header>
      {failure && <Notice kind="error">{failure}</Notice>}
    </>
  );
}

/** Draws the pages into an element, and keeps them there. */
export function start(holder: Element): void {
  followLinks();
  render(<App />, holder);
}
