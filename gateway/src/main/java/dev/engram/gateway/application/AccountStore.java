package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import java.util.Optional;

/** Keeps accounts. */
public interface AccountStore {
    /** The account of that name. */
    Optional<Account> find(String username);

    /** The account with that pseudonym. */
    Optional<Account> findByLearner(LearnerId learnerId);

    /** Keeps a new account. @return false, changing nothing, if there is one of that name */
    boolean create(Account account);
}
