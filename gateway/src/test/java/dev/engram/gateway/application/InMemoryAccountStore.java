package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import dev.engram.kit.auth.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accounts in memory. */
public final class InMemoryAccountStore implements AccountStore {
    // guarded by this
    private final TreeMap<String, Account> accounts = new TreeMap<>();

    @Override
    public synchronized Optional<Account> find(String username) {
        return Optional.ofNullable(accounts.get(username));
    }

    @Override
    public Optional<Account> findByLearner(LearnerId learnerId) {
        return first(account -> account.learnerId().equals(learnerId));
    }

    @Override
    public Optional<Account> findByIdentity(ExternalIdentity identity) {
        return first(account -> identity.equals(account.identity()));
    }

    private synchronized Optional<Account> first(Predicate<Account> sought) {
        return accounts.values().stream().filter(sought).findFirst();
    }

    @Override
    public synchronized List<Account> list(@Nullable String after, int limit) {
        return (after == null ? accounts : accounts.tailMap(after, false))
                .values().stream().limit(limit).toList();
    }

    @Override
    public synchronized Map<LearnerId, String> usernames(Collection<LearnerId> learners) {
        return accounts.values().stream()
                .filter(account -> learners.contains(account.learnerId()))
                .collect(Collectors.toMap(Account::learnerId, Account::username));
    }

    @Override
    public synchronized List<Account> signedOutSince(Instant since) {
        return accounts.values().stream()
                .filter(account ->
                        account.signedOutAt() != null && !account.signedOutAt().isBefore(since))
                .toList();
    }

    @Override
    public synchronized boolean create(Account account) {
        var taken = first(other -> other.learnerId().equals(account.learnerId())
                || (account.identity() != null && account.identity().equals(other.identity())));
        return taken.isEmpty() && accounts.putIfAbsent(account.username(), account) == null;
    }

    @Override
    public synchronized Change update(Account account) {
        var refusal = refusal(account, account.isActive(Role.ADMINISTRATOR_GROUP));
        if (refusal != Change.DONE) {
            return refusal;
        }
        accounts.put(account.username(), account.atVersion(account.version() + 1));
        return Change.DONE;
    }

    @Override
    public synchronized Change delete(Account account) {
        var refusal = refusal(account, false);
        if (refusal == Change.DONE) {
            accounts.remove(account.username());
        }
        return refusal;
    }

    private Change refusal(Account changed, boolean administratorAfter) {
        var before = accounts.get(changed.username());
        if (before == null || before.version() != changed.version()) {
            return Change.CONFLICT;
        }
        var another = accounts.values().stream()
                .anyMatch(other ->
                        !other.username().equals(changed.username()) && other.isActive(Role.ADMINISTRATOR_GROUP));
        return before.isActive(Role.ADMINISTRATOR_GROUP) && !administratorAfter && !another
                ? Change.LAST_ADMINISTRATOR
                : Change.DONE;
    }
}
