package dev.engram.kit.problem;

import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

/** Tells a database that is away or too slow from a fault of ours. */
final class StoreProblems {
    static final Problem STORE_UNAVAILABLE = Problem.of(503, "store-unavailable", "The database cannot be used now")
            .withDetail("The database did not answer in time; try again");

    private StoreProblems() {}

    static boolean isUnavailable(MongoException failure) {
        return switch (failure) {
            case MongoTimeoutException _, MongoSocketException _, MongoNotPrimaryException _ -> true;
            case MongoInterruptedException _ -> true;
            case MongoClientException client ->
                // sessions and transactions cannot be had while no server is known
                client.getMessage() != null && client.getMessage().contains("Sessions are not supported");
            default -> failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        };
    }
}
