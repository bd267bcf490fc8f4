package dev.engram.gateway.adapter.account;

import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.kit.auth.AuthMappers;
import dev.engram.kit.auth.Caller;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the current request, from where, with which account. */
@RequestScoped
class CallActor {
    private final Caller caller;
    private final CallOrigin origin;
    private final AccountStore accounts;

    CallActor(Caller caller, CallOrigin origin, AccountStore accounts) {
        this.caller = caller;
        this.origin = origin;
        this.accounts = accounts;
    }

    Actor get() {
        return new Actor(caller.learnerId(), origin.get());
    }

    /** The caller's account. @throws dev.engram.kit.problem.ProblemException 401 if it is gone or disabled */
    Account account() {
        return accounts.findByLearner(caller.learnerId())
                .filter(account -> !account.disabled())
                .orElseThrow(() -> AuthMappers.invalid("The account of this token is gone or disabled"));
    }
}
