package dev.engram.gateway.application;

import dev.engram.gateway.domain.Account;

/** Is told when everything of an account was signed out, and applies it here at once; other instances read it from the account. */
public interface SignOutListener {
    /** @param account as it was written */
    void signedOut(Account account);
}
