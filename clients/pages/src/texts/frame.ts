const en = {
  stillSignedIn: (why: string) => `You are still signed in. ${why}`,
  offline: "No network. What you answer is kept and sent later.",
  language: "Language",
  newVersion: "A new version of these pages is ready.",
  takeNewVersion: "Load it",
  notFound: "There is no such page",
  notFoundHint: "The address may be mistyped, or the page is for another role.",
  toStart: "Go to the start",
  failed: "This page has failed",
  failedHint: "This is an error of ours. What you answered is kept. Load the page again; if it fails again, tell the people who run this installation what is written here:",
};

const de: typeof en = {
  stillSignedIn: (why) => `Sie sind noch angemeldet. ${why}`,
  offline: "Kein Netz. Ihre Antworten werden aufbewahrt und später gesendet.",
  language: "Sprache",
  newVersion: "Eine neue Version dieser Seiten ist bereit.",
  takeNewVersion: "Laden",
  notFound: "Diese Seite gibt es nicht",
  notFoundHint: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist für eine andere Rolle.",
  toStart: "Zum Anfang",
  failed: "Diese Seite ist ausgefallen",
  failedHint: "Das ist ein Fehler von uns. Ihre Antworten sind aufbewahrt. Laden Sie die Seite neu; geschieht es wieder, sagen Sie denen, die diese Installation betreiben, was hier steht:",
};

export const frame = { en, de };
