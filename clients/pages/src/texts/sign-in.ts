const en = {
  sessionEnded: "Your session has ended. Sign in again; nothing you answered is lost.",
  title: "Sign in",
  lead: "Review flashcards on any device, and see how well you know each topic.",
  username: "Username",
  password: "Password",
  signIn: "Sign in",
  signInWith: (name: string) => `Sign in with ${name}`,
  makeAccount: "Make your account",
  setPassword: "Set a new password",
  newPassword: "New password",
  usernameHint: "a-z, 0-9, dot, hyphen and underscore. It cannot be changed later.",
  passwordHint: "10 to 128 characters, not a common password.",
  save: "Set password",
  made: "Your account is made. Sign in with it.",
  set: "Your password is set. Sign in with it.",
  refused: {
    "no-role": "You have an account at the provider, but none of your roles there opens this installation. Ask its administrator.",
    disabled: "Your account is disabled. Ask an administrator of this installation.",
    "last-administrator": "The provider has taken the role administrator from the only administrator. Make another one first: ./engram account create.",
    failed: "The sign-in did not succeed. Try again; if it fails again, ask an administrator of this installation.",
  } as Record<string, string>,
};

const de: typeof en = {
  sessionEnded: "Ihre Sitzung ist beendet. Melden Sie sich wieder an; keine Antwort geht verloren.",
  title: "Anmelden",
  lead: "Karteikarten auf jedem Gerät wiederholen und sehen, wie gut jedes Thema sitzt.",
  username: "Benutzername",
  password: "Passwort",
  signIn: "Anmelden",
  signInWith: (name) => `Anmelden mit ${name}`,
  makeAccount: "Konto anlegen",
  setPassword: "Neues Passwort setzen",
  newPassword: "Neues Passwort",
  usernameHint: "a-z, 0-9, Punkt, Bindestrich und Unterstrich. Er lässt sich später nicht ändern.",
  passwordHint: "10 bis 128 Zeichen, kein verbreitetes Passwort.",
  save: "Passwort setzen",
  made: "Ihr Konto ist angelegt. Melden Sie sich damit an.",
  set: "Ihr Passwort ist gesetzt. Melden Sie sich damit an.",
  refused: {
    "no-role": "Sie haben ein Konto beim Anbieter, aber keine Ihrer Rollen dort öffnet diese Installation. Fragen Sie deren Verwaltung.",
    disabled: "Ihr Konto ist gesperrt. Fragen Sie die Verwaltung dieser Installation.",
    "last-administrator": "Der Anbieter hat der einzigen Verwaltung die Rolle administrator genommen. Legen Sie erst eine andere an: ./engram account create.",
    failed: "Die Anmeldung ist nicht gelungen. Versuchen Sie es noch einmal; geht es wieder nicht, fragen Sie die Verwaltung dieser Installation.",
  },
};

export const signIn = { en, de };
