package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts in memory. */
public final class InMemoryAccountStore implements AccountStore {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(accounts.get(username));
    }

    @Override
    public Optional<Account> findByLearner(LearnerId learnerId) {
        return accounts.values().stream()
                .filter(account -> account.learnerId().equals(learnerId))
                .findAny();
    }

    @Override
    public boolean create(Account account) {
        return accounts.putIfAbsent(account.username(), account) == null;
    }
}
