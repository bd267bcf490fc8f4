import { CookieSession, EngramClient, MemoryStorage, RefusedError } from "/client/index.js";

// Who is signed in is kept in a cookie that no script can read; the server ends it at sign-out.
// The answer to a request that is no longer the latest is dropped.
let latest = 0;

const at = (id) => document.getElementById(id);
const roughly = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

// The page keeps nothing: no answers are given here, and what it shows is asked for anew.
const newClient = () => EngramClient.open({ gateway: "", session: new CookieSession(), storage: new MemoryStorage() });
let client = await newClient();
let following = new AbortController();

/** A failure with a text for the person at the screen. */
class RequestError extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

async function ask(path, options) {
  try {
    return await client.http.json(path, options);
  } catch (failure) {
    throw failure instanceof RefusedError
      ? new RequestError(problemText(failure), failure.status)
      : new RequestError("The server cannot be reached. Check the connection and try again.", 0);
  }
}

function problemText({ status, problem, retryAfter }) {
  if (!problem || !problem.title) {
    return `The server answered ${status} without saying why.`;
  }
  const text = [problem.title, problem.detail].filter(Boolean).map((part) => part.replace(/\.?$/, ".")).join(" ");
  return [503, 504].includes(status) && retryAfter ? `${text} Try again in ${retryAfter} s.` : text;
}

/** Shows what other devices of the learner have changed, a moment after it has changed. */
function follow() {
  following.abort();
  following = new AbortController();
  const { signal } = following;
  let timer;
  client
    .follow(signal, () => {
      clearTimeout(timer);
      timer = setTimeout(() => !signal.aborted && !document.hidden && load(), 1000);
    })
    .catch(() => {}); // who has no decks has no changes; the button still works
}

function tell(text, isError = true) {
  at("message").textContent = text;
  at("message").classList.toggle("error", isError);
  at("message").hidden = !text;
}

function show(signedIn) {
  at("link").hidden = true;
  at("sign-in").hidden = signedIn;
  at("mastery").hidden = !signedIn;
  at("who").hidden = !signedIn;
}

async function signIn(event) {
  event.preventDefault();
  tell("");
  const button = event.submitter ?? at("sign-in").querySelector("button");
  button.disabled = true;
  try {
    const session = await ask("/sessions", {
      method: "POST",
      body: { username: at("username").value, password: at("password").value },
    });
    client = await newClient(); // what one person's client holds is not the next one's
    at("password").value = "";
    at("roles").textContent = session.roles.join(", ");
    show(true);
    at("mastery-title").focus();
    await setZone();
    await load();
    follow();
  } catch (failure) {
    tell(failure.message);
    at("password").focus();
  } finally {
    button.disabled = false;
  }
}

/** What an invitation or a password reset links to: the secret stands behind '#', which no server sees. */
function followLink() {
  const [, kind, token] = /^#(invitation|password-reset)=(eg[iw]_[\w-]+)$/.exec(location.hash) ?? [];
  if (!token) {
    return false;
  }
  const invited = kind === "invitation";
  at("link-title").textContent = invited ? "Make your account" : "Set a new password";
  at("new-username").hidden = !invited;
  at("chosen").disabled = !invited;
  show(false);
  at("sign-in").hidden = true;
  at("link").hidden = false;
  at(invited ? "chosen" : "new-password").focus();
  at("link").onsubmit = (event) => setPassword(event, token, invited);
  return true;
}

async function setPassword(event, token, invited) {
  event.preventDefault();
  tell("");
  const button = event.submitter ?? at("link").querySelector("button");
  button.disabled = true;
  const username = at("chosen").value;
  const password = at("new-password").value;
  try {
    await ask(invited ? "/invitations/accept" : "/password-resets", {
      method: "POST",
      body: invited ? { token, username, password } : { token, password },
    });
    at("new-password").value = "";
    at("username").value = username;
    history.replaceState(null, "", "/");
    showSignIn(invited ? "Your account is made. Sign in with it." : "Your password is set. Sign in with it.");
  } catch (failure) {
    tell(failure.message);
    at("new-password").focus();
  } finally {
    button.disabled = false;
  }
}

const NOT_SIGNED_IN = {
  "no-role": "You have an account at the provider, but none of your roles there opens this installation. Ask its administrator.",
  disabled: "Your account is disabled. Ask an administrator of this installation.",
  "last-administrator": "The provider has taken the role administrator from the only administrator. Make another one first: ./engram account create.",
  failed: "The sign-in did not succeed. Try again; if it fails again, ask an administrator of this installation.",
};

/** What the gateway says behind '#' where a sign-in at the provider did not succeed. */
function providerRefusal() {
  const [, reason] = /^#sign-in=([a-z-]+)$/.exec(location.hash) ?? [];
  if (!Object.hasOwn(NOT_SIGNED_IN, reason ?? "")) {
    return false;
  }
  history.replaceState(null, "", "/");
  showSignIn(NOT_SIGNED_IN[reason], true);
  return true;
}

/** Where people sign in through a provider, too, the page has a link to it. */
async function showProvider() {
  const provider = await ask("/oidc").catch(() => ({ enabled: false }));
  at("provider-name").textContent = provider.name ?? "";
  at("provider").href = "/api/v1/oidc/sign-in";
  at("provider").hidden = !provider.enabled;
}

/** A page that is opened again goes on with its session. */
async function goOn() {
  try {
    const account = await ask("/account");
    at("roles").textContent = account.roles.join(", ");
    show(true);
    await setZone();
    await load();
    follow();
  } catch (failure) {
    showSignIn(failure.status === 401 ? "" : failure.message, true);
  }
}

async function signOut() {
  const button = at("sign-out");
  button.disabled = true;
  try {
    await ask("/sessions/current", { method: "DELETE" });
    showSignIn();
  } catch (failure) {
    if (failure.status === 401) {
      showSignIn();
    } else {
      tell(`You are still signed in. ${failure.message}`);
    }
  } finally {
    button.disabled = false;
  }
}

function showSignIn(text = "", isError = false) {
  latest += 1;
  following.abort();
  at("rows").replaceChildren();
  at("table").hidden = true;
  at("none").hidden = true;
  at("state").textContent = "";
  show(false);
  tell(text, isError);
  at("username").focus();
}

function horizon() {
  const chosen = at("horizon").value;
  return chosen === "other" ? at("days").value : chosen;
}

/** Study days begin where the learner lives: the zone of the browser, unless one was ever set. */
async function setZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const plan = zone && at("roles").textContent.includes("learner") && (await ask("/plan").catch(() => null));
  if (plan && !plan.zoneSet) {
    await ask("/plan", { method: "PUT", body: { zone } }).catch(() => null); // the next visit tries again
  }
}

async function load() {
  if (!at("controls").reportValidity()) {
    return;
  }
  const mine = (latest += 1);
  tell("");
  at("refresh").disabled = true;
  at("state").textContent = "Loading …";
  try {
    const answer = await ask(`/mastery/tags?horizon=${encodeURIComponent(horizon())}`);
    if (mine === latest) {
      showTable(answer);
    }
  } catch (failure) {
    if (mine !== latest) {
      return;
    }
    if (failure.status === 401) {
      showSignIn("Your session has ended. Sign in again.", true);
    } else {
      at("state").textContent = at("table").hidden ? "" : "The figures below are from before.";
      tell(failure.message);
    }
  } finally {
    if (mine === latest) {
      at("refresh").disabled = false;
    }
  }
}

function showTable(answer) {
  const days = answer.horizonDays;
  const ahead = days === 0 ? "now" : `in ${days} ${days === 1 ? "day" : "days"}`;
  at("mastery-head").textContent = `Mastery ${ahead}`;
  at("caption").textContent = `As of ${moment.format(new Date(answer.asOf))}`;
  at("model").textContent = `${answer.model}, weights ${answer.weightsVersion}`;
  at("state").textContent = stateText(answer);
  at("rows").replaceChildren(...answer.tags.map((tag) => row(tag, ahead)));
  at("table").hidden = answer.tags.length === 0;
  at("none").hidden = answer.tags.length !== 0;
}

function stateText(answer) {
  const parts = [answer.dataUpTo ? `Data up to ${moment.format(new Date(answer.dataUpTo))}.` : "No reviews yet."];
  if (!answer.caughtUp) {
    parts.push("The newest reviews are still being counted; refresh in a moment.");
  }
  if (answer.parked) {
    parts.push("Some recorded events could not be applied and are missing.");
  }
  if (answer.cardsUnknown > 0) {
    parts.push(`${answer.cardsUnknown} cards could not be computed and count as unseen.`);
  }
  return parts.join(" ");
}

function row(tag, ahead) {
  const line = element("tr", { role: "row" });
  const name = element("th", { role: "rowheader", scope: "row" }, tag.tag);
  const mastery = cell(`Mastery ${ahead}`, percent.format(tag.mastery), tag.seen === 0 ? "not started" : tag.level);
  mastery.firstChild.append(bar(tag.mastery));
  line.append(
    name,
    mastery,
    cell("Recall now", percent.format(tag.recallNow)),
    cell("Coverage", `${tag.seen} of ${tag.cards} seen`),
    cell("Due", String(tag.due)),
    retention(tag.observedRetention),
  );
  return line;
}

function retention(observed) {
  return observed.n === 0
    ? cell("Observed retention", "no answers yet")
    : cell(
        "Observed retention",
        percent.format(observed.value),
        `${roughly.format(observed.low)} to ${roughly.format(observed.high)}, n = ${observed.n}`,
      );
}

function cell(name, text, aside) {
  const inner = element("span", {});
  inner.append(element("span", { class: "whole" }, text));
  if (aside) {
    inner.append(" ", element("span", { class: "aside" }, aside));
  }
  const outer = element("td", { role: "cell", "data-name": name });
  outer.append(inner);
  return outer;
}

function bar(share) {
  const fill = element("span", {});
  fill.style.width = `${Math.round(share * 1000) / 10}%`;
  const trough = element("span", { class: "bar", "aria-hidden": "true" });
  trough.append(fill);
  return trough;
}

function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.textContent = text;
  return made;
}

at("sign-in").addEventListener("submit", signIn);
at("sign-out").addEventListener("click", () => signOut());
at("controls").addEventListener("submit", (event) => {
  event.preventDefault();
  load();
});
at("horizon").addEventListener("change", () => {
  at("other").hidden = at("horizon").value !== "other";
  if (at("other").hidden) {
    load();
  } else {
    at("days").focus();
  }
});
window.addEventListener("hashchange", followLink);
showProvider();
if (!followLink() && !providerRefusal()) {
  goOn();
}
