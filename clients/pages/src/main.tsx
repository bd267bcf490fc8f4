import { render, type ComponentType, type JSX } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { shell } from "./texts/shell.ts";
import { Empty, Notice, Placeholder } from "./ui/ask.tsx";
import { choose, language, LANGUAGES, loadTexts, texts, type Language } from "./ui/language.ts";
import { followLinks, go, useRoute } from "./ui/route.ts";
import { account, ask, AskError, onSessionEnd, remember, told, type Account } from "./ui/session.ts";

const t = texts(shell);

/** What every page gets. */
export interface PageProps {
  account: Account;
}

interface Page {
  path: string;
  title: string;
  /** Who finds it in the menu; the server decides who may see what. */
  roles?: string[];
  load: () => Promise<{ default: ComponentType<PageProps> }>;
  /** In no menu. */
  isHidden?: boolean;
}

const PAGES: Page[] = [
  { path: "/review", title: t.review, roles: ["learner"], load: () => import("./pages/review.tsx") },
  { path: "/learning", title: t.learning, roles: ["learner"], load: () => import("./pages/learning.tsx") },
  { path: "/classes", title: t.classes, roles: ["teacher", "learner"], load: () => import("./pages/classes.tsx") },
  { path: "/decks", title: t.decks, load: () => import("./pages/decks.tsx") },
  { path: "/hardness", title: t.hardness, roles: ["researcher", "teacher", "author"], load: () => import("./pages/hardness.tsx") },
  { path: "/operations", title: t.operations, roles: ["operator"], load: () => import("./pages/operations.tsx") },
  { path: "/people", title: t.people, roles: ["administrator", "data-officer"], load: () => import("./pages/people.tsx") },
  { path: "/account", title: t.account, load: () => import("./pages/account.tsx") },
  { path: "/definitions", title: t.definitions, load: () => import("./pages/definitions.tsx"), isHidden: true },
  { path: "/design", title: t.design, load: () => import("./pages/design.tsx"), isHidden: true },
];

const offered = (who: Account, page: Page) => !page.isHidden && (page.roles ?? who.roles).some((role) => who.roles.includes(role));

/** How long it is waited for who is signed in; after that it is as without a network. */
const ACCOUNT_MILLIS = 4_000;

function App(): JSX.Element {
  const [who, setWho] = useState<Account | null>(account());
  const [isKnown, setKnown] = useState(false);
  const [message, setMessage] = useState("");
  const route = useRoute();
  const hasLink = /^#(invitation|password-reset|sign-in)=/.test(location.hash);
  const enter = (entered: Account | null) => {
    remember(entered);
    setWho(entered);
    setKnown(true);
  };
  useEffect(() => {
    onSessionEnd(() => {
      setMessage(t.sessionEnded);
      setWho(null);
    });
    // another tab of this browser has signed somebody in or out
    window.addEventListener("storage", () => setWho(account()));
    ask<Account>("/account", { signal: AbortSignal.timeout(ACCOUNT_MILLIS) }).then(enter, (failure: unknown) => {
      const { status } = told(failure);
      if (status === 401) {
        enter(null);
      }
      setKnown(true); // without a network the last person goes on
    });
  }, []);
  if (hasLink || (isKnown && who === null)) {
    return <SignIn message={message} enter={(entered) => (setMessage(""), enter(entered))} />;
  }
  if (who === null || !isKnown) {
    return <Placeholder height={20} />;
  }
  const page = PAGES.find(({ path }) => route.path === path || route.path.startsWith(`${path}/`));
  if (route.path === "/" || route.path === "/index.html") {
    const first = PAGES.find((candidate) => offered(who, candidate));
    queueMicrotask(() => go(first?.path ?? "/account"));
    return <Placeholder height={20} />;
  }
  return (
    <>
      <Header who={who} current={page} leave={() => enter(null)} />
      <main id="content" tabIndex={-1}>
        <NetworkState />
        {page ? <PageView key={page.path} page={page} account={who} /> : <Empty title={t.notFound} action={<a class="button" href="/">{t.toStart}</a>}>{t.notFoundHint}</Empty>}
      </main>
      <Footer />
    </>
  );
}

/** Sign-in, invitations and password resets are a part of their own, which a page that is opened again does not load. */
function SignIn(props: { message: string; enter: (who: Account) => void }): JSX.Element {
  const View = useModule("sign-in", () => import("./pages/sign-in.tsx"));
  return View ? <View {...props} /> : <Placeholder height={20} />;
}

/** @param name of the source in `pages` */
function useModule<P>(name: string, load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> | undefined {
  const [loaded, setLoaded] = useState<{ view: ComponentType<P> }>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => void loadTexts(name).then(load).then(({ default: view }) => setLoaded({ view }), setFailure), []);
  if (failure) {
    throw new AskError(t.unreachable, 0);
  }
  return loaded?.view;
}

function PageView({ page, account: who }: { page: Page; account: Account }): JSX.Element {
  const [failure] = useErrorBoundary((error) => console.error(error));
  const View = useModule(page.path.slice(1), failure ? () => new Promise<never>(() => {}) : page.load);
  useEffect(() => {
    document.title = `${page.title} · Engram`;
  }, [page.title]);
  if (failure) {
    return (
      <Empty title={t.failed} action={<button onClick={() => location.reload()}>{t.tryAgain}</button>}>
        {t.failedHint} <code>{String(failure instanceof Error ? failure.message : failure)}</code>
      </Empty>
    );
  }
  return View ? <View account={who} /> : <Placeholder height={30} />;
}

function Header({ who, current, leave }: { who: Account; current: Page | undefined; leave: () => void }): JSX.Element {
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  const signOut = async () => {
    try {
      await ask("/sessions/current", { method: "DELETE" });
      leave();
    } catch (refused) {
      const { status, message } = told(refused);
      status === 401 ? leave() : setFailure(t.stillSignedIn(message));
    }
  };
  return (
    <>
      <a class="skip" href="#content">{t.skip}</a>
      <header class="top no-print">
        <a class="brand" href="/" aria-label={t.home}><img src="/engram.svg" alt="" width="24" height="24" /> <span>Engram</span></a>
        <button class="quiet menu-button" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>{t.menu}</button>
        <nav id="menu" aria-label={t.pages} class={isOpen ? "open" : undefined}>
          {PAGES.filter((page) => offered(who, page)).map((page) => (
            <a key={page.path} href={page.path} aria-current={page === current ? "page" : undefined}>{page.title}</a>
          ))}
        </nav>
        <p class="who"><span dir="auto">{who.username}</span> <button class="quiet" onClick={() => void signOut()}>{t.signOut}</button></p>
      </header>
      {failure && <Notice kind="error">{failure}</Notice>}
    </>
  );
}

/** Whether there is a network, and whether newer pages wait. */
function NetworkState(): JSX.Element {
  const [isOffline, setOffline] = useState(!navigator.onLine);
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    void install(setWaiting);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return (
    <>
      {isOffline && <Notice>{t.offline}</Notice>}
      {waiting && <Notice action={<button class="quiet" onClick={() => waiting.postMessage("take over")}>{t.takeNewVersion}</button>}>{t.newVersion}</Notice>}
    </>
  );
}

const LOOK_MILLIS = 3_600_000;

/** Installs the service worker; @param ready gets a newer one that waits until the person wants it, so that no answer is disturbed */
async function install(ready: (worker: ServiceWorker) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  let hadOne = navigator.serviceWorker.controller !== null;
  // also after a click in another tab: a page in the middle of something says no to the event, and loads anew when it is done
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const isNewer = hadOne;
    hadOne = true;
    if (isNewer && window.dispatchEvent(new Event("engram-reload", { cancelable: true }))) {
      location.reload();
    }
  });
  try {
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    const offer = () => registration.waiting && navigator.serviceWorker.controller && ready(registration.waiting);
    offer();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
    setInterval(() => document.hidden || void registration.update().catch(() => {}), LOOK_MILLIS);
  } catch (failure) {
    console.warn("The pages work without their service worker, but not without a network.", failure);
  }
}

function Footer(): JSX.Element {
  return (
    <footer class="no-print">
      <a href="/definitions">{t.definitions}</a>
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

followLinks();
render(<App />, document.getElementById("app") as HTMLElement);
