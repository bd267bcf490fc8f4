package dev.engram.gateway.adapter.account;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.mongo.MongoAccountStore;
import dev.engram.gateway.adapter.mongo.MongoAttemptStore;
import dev.engram.gateway.adapter.mongo.MongoAuditTrail;
import dev.engram.gateway.adapter.mongo.MongoErasureStore;
import dev.engram.gateway.adapter.mongo.MongoKnownDevices;
import dev.engram.gateway.adapter.mongo.MongoPasswordResetStore;
import dev.engram.gateway.adapter.mongo.MongoSessionStore;
import dev.engram.gateway.adapter.password.Argon2Passwords;
import dev.engram.gateway.application.HashingQueue;
import dev.engram.gateway.application.SimulatedAccounts;
import dev.engram.gateway.application.SimulatedAccounts.Outcome;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.application.account.AccountLinks;
import dev.engram.gateway.application.account.NewPasswords;
import dev.engram.gateway.application.account.PasswordChanges;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.application.session.Sessions.Lifetimes;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.Origin;
import dev.engram.projections.ContextHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the operator does with accounts from the command line. The audit trail has it, with no name for who did it. */
final class AccountTool implements AutoCloseable {
    private static final Actor OPERATOR = new Actor(null, new Origin("command line", null));
    private static final int PAGE = 500;

    private final HashingQueue hashing = new HashingQueue(1, 1, Duration.ofMinutes(1));
    private final MongoAccountStore accounts;
    private final NewPasswords newPasswords;
    private final AccountChanges changes;
    private final PasswordChanges passwords;
    private final SimulatedAccounts simulated;
    private final PrintWriter out;

    AccountTool(MongoClient client, MongoDatabase database, String publicUrl, PrintWriter out) {
        this.out = out;
        this.accounts = new MongoAccountStore(client, database);
        accounts.createIndexes();
        var audit = new MongoAuditTrail(database);
        var clock = Clock.systemUTC();
        var store = new MongoSessionStore(database);
        // nobody signs in here, so no lifetime is used
        var unused = new Lifetimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        var sessions = new Sessions(store, accounts, new Revocations(store, accounts, clock), clock, unused, true);
        var erasures = new MongoErasureStore(database);
        this.simulated = new SimulatedAccounts(
                accounts, new Argon2Passwords(), learner -> erasures.has(ContextHash.of(learner.text())));
        this.newPasswords = new NewPasswords(new Argon2Passwords(), hashing);
        this.changes = new AccountChanges(accounts, sessions, audit, clock);
        this.passwords = new PasswordChanges(
                accounts,
                changes,
                newPasswords,
                new MongoPasswordResetStore(database),
                new AccountLinks((_, _, _) -> false, publicUrl),
                new MongoKnownDevices(database),
                new MongoAttemptStore(database),
                audit,
                clock);
    }

    void create(String username, Set<String> roles, @Nullable String email, @Nullable String password) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("--role is needed, for example --role administrator");
        }
        if (password != null) {
            newPasswords.check("password", username, password);
        }
        changes.create(OPERATOR, username, roles, email);
        out.println("Account " + username + " is made, with " + String.join(", ", roles) + ".");
        setPassword(username, password);
    }

    private void setPassword(String username, @Nullable String password) {
        if (password != null) {
            passwords.set(OPERATOR, username, password);
            out.println("It has the password that you gave.");
            return;
        }
        var delivery = passwords.requestReset(OPERATOR, username);
        out.println("Its owner sets a password here, once, until "
                + delivery.expiresAt().truncatedTo(ChronoUnit.MINUTES) + ":");
        out.println(delivery.link());
    }

    void reset(String username, @Nullable String password) {
        setPassword(username, password);
    }

    void disable(String username, boolean disabled) {
        changes.change(OPERATOR, username, null, null, disabled);
        out.println("Account " + username + " is " + (disabled ? "disabled." : "enabled."));
    }

    /**
     * Makes the accounts of a simulated class, and prints what became of each on a line.
     *
     * @param lines the first is when its days end, the others are {@code USERNAME LEARNER-ID learner|teacher}, the teacher last
     */
    void simulate(BufferedReader lines) throws IOException {
        var end = Instant.parse(Objects.requireNonNullElse(lines.readLine(), ""));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var fields = line.split(" ");
            if (fields.length != 3) {
                throw new IOException("a line of the input is no account: " + line);
            }
            boolean isTeacher = fields[2].equals("teacher");
            var outcome = simulated.ensure(fields[0], LearnerId.parse(fields[1]), isTeacher, end);
            if (outcome instanceof Outcome.There there && !isTeacher) {
                end = there.since(); // learners who are added have the days of those who were there
            }
            out.println(fields[0]
                    + switch (outcome) {
                        case Outcome.There(var made, var since) -> (made ? " made " : " there ") + since;
                        case Outcome.Erased() -> " erased";
                        case Outcome.Taken() -> " taken";
                    });
        }
    }

    void list() {
        out.printf("%-32s %-9s %-20s  %s%n", "name", "state", "made", "roles");
        var page = accounts.list(null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::print);
            page = accounts.list(page.getLast().username(), PAGE);
        }
        out.flush();
    }

    private void print(Account account) {
        var state = account.disabled() ? "disabled" : account.demo() ? "demo" : "active";
        var made = account.createdAt();
        out.printf(
                "%-32s %-9s %-20s  %s%n",
                account.username(),
                state,
                made == null ? "" : Instant.ofEpochSecond(made.getEpochSecond()),
                String.join(", ", new TreeSet<>(account.roles())));
    }

    @Override
    public void close() {
        hashing.close();
    }
}
