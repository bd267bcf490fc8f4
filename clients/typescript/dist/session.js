import { RefusedError } from "./http.js";
/** That of a page: a cookie that no script can read, made by `POST /api/v1/sessions`. */
export class CookieSession {
    headers() {
        return {};
    }
    async renew() {
        return false;
    }
}
/** A personal access token (`egp_…`) of a script. */
export class AccessTokenSession {
    #token;
    constructor(token) {
        this.#token = token;
    }
    headers() {
        return { Authorization: `Bearer ${this.#token}` };
    }
    async renew() {
        return false;
    }
}
/** That of a program of a person: an access token of ten minutes, and a refresh token that buys the next two, once. */
export class TokenSession {
    #gateway;
    #tokens;
    #renewing;
    constructor(gateway, tokens) {
        this.#gateway = gateway;
        this.#tokens = tokens;
    }
    /** @throws RefusedError if name or password are wrong */
    static async signIn(gateway, username, password) {
        return new TokenSession(gateway, await post(gateway, "/tokens", { username, password }));
    }
    headers() {
        return { Authorization: `Bearer ${this.#tokens.token}` };
    }
    /** One renewal for all requests that were refused meanwhile: a refresh token that is used twice ends the session. */
    renew() {
        this.#renewing ??= this.#refresh().finally(() => {
            this.#renewing = undefined;
        });
        return this.#renewing;
    }
    async #refresh() {
        const refreshToken = this.#tokens.refreshToken;
        if (refreshToken === undefined) {
            return false;
        }
        try {
            this.#tokens = await post(this.#gateway, "/tokens/refresh", { refreshToken });
            return true;
        }
        catch (failure) {
            if (failure instanceof RefusedError && failure.status === 401) {
                return false;
            }
            throw failure;
        }
    }
}
async function post(gateway, path, body) {
    const response = await fetch(`${gateway.replace(/\/$/, "")}/api/v1${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
    if (!response.ok) {
        throw await RefusedError.of(response);
    }
    return (await response.json());
}
