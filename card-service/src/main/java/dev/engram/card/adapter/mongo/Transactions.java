package dev.engram.card.adapter.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import dev.engram.kit.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Runs work in a transaction on a snapshot, again after a conflict with another, with jittered pauses and an end: the
 * driver's own withTransaction tries for up to two minutes.
 */
final class Transactions {

    private static final int ATTEMPTS = 12;
    private static final int COMMIT_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(128);
    private static final long COMMIT_SECONDS = 15;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final MongoClient client;

    Transactions(MongoClient client) {
        this.client = client;
    }

    /**
     * @param work may run several times
     * @throws MongoException if the database is away, the outcome of the commit stays unknown, or others are in the way
     *     at every attempt
     */
    <T> T run(Function<ClientSession, T> work) {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (MongoException conflict) {
                if (attempt == ATTEMPTS
                        || System.nanoTime() - start > GIVE_UP_NANOS
                        || !conflict.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
                    throw conflict;
                }
                LockSupport.parkNanos(backoff.pause(attempt - 1).toNanos());
            }
        }
    }

    private <T> T once(Function<ClientSession, T> work) {
        var options = ClientSessionOptions.builder()
                .defaultTimeout(COMMIT_SECONDS, TimeUnit.SECONDS)
                .build();
        try (var session = client.startSession(options)) {
            session.startTransaction(TransactionOptions.builder()
                    .readConcern(ReadConcern.SNAPSHOT)
                    .build());
            var answer = work.apply(session);
            commit(session);
            return answer;
        }
    }

    /** To commit again is to ask what became of it: the server does it once. */
    private static void commit(ClientSession session) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.commitTransaction();
                return;
            } catch (MongoException unknown) {
                if (attempt == COMMIT_ATTEMPTS
                        || !unknown.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
                    throw unknown;
                }
            }
        }
    }
}
