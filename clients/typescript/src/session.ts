import { RefusedError } from "./http.js";

/** Who asks. */
export interface Session {
  /** Headers that say so. */
  headers(): Record<string, string>;
  /** Called after an answer of 401. @returns whether the request is worth sending again */
  renew(): Promise<boolean>;
}

/** That of a page: a cookie that no script can read, made by `POST /api/v1/sessions`. */
export class CookieSession implements Session {
  headers(): Record<string, string> {
    return {};
  }

  async renew(): Promise<boolean> {
    return false;
  }
}

/** A personal access token (`egp_…`) of a script. */
export class AccessTokenSession implements Session {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.#token}` };
  }

  async renew(): Promise<boolean> {
    return false;
  }
}

interface Tokens {
  token: string;
  refreshToken?: string;
}

/** That of a program of a person: an access token of ten minutes, and a refresh token that buys the next two, once. */
export class TokenSession implements Session {
  readonly #gateway: string;
  #tokens: Tokens;
  #renewing: Promise<boolean> | undefined;

  private constructor(gateway: string, tokens: Tokens) {
    this.#gateway = gateway;
    this.#tokens = tokens;
  }

  /** @throws RefusedError if name or password are wrong */
  static async signIn(gateway: string, username: string, password: string): Promise<TokenSession> {
    return new TokenSession(gateway, await post(gateway, "/tokens", { username, password }));
  }

  headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.#tokens.token}` };
  }

  /** One renewal for all requests that were refused meanwhile: a refresh token that is used twice ends the session. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#refresh().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #refresh(): Promise<boolean> {
    const refreshToken = this.#tokens.refreshToken;
    if (refreshToken === undefined) {
      return false;
    }
    try {
      this.#tokens = await post(this.#gateway, "/tokens/refresh", { refreshToken });
      return true;
    } catch (failure) {
      if (failure instanceof RefusedError && failure.status === 401) {
        return false;
      }
      throw failure;
    }
  }
}

async function post(gateway: string, path: string, body: unknown): Promise<Tokens> {
  const response = await fetch(`${gateway.replace(/\/$/, "")}/api/v1${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw await RefusedError.of(response);
  }
  return (await response.json()) as Tokens;
}
