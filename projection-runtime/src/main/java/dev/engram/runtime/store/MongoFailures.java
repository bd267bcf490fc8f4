package dev.engram.runtime.store;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import dev.engram.runtime.store.StoreException.Kind;

/** What an exception of the driver means to a projection, by its type, labels and what the driver knows of the servers. */
final class MongoFailures {

    private MongoFailures() {}

    /** @param client whose call failed */
    static StoreException of(MongoException failure, MongoClient client) {
        return new StoreException(kind(failure, client), failure);
    }

    private static Kind kind(MongoException failure, MongoClient client) {
        if (failure.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
            return Kind.COMMIT_UNKNOWN;
        }
        return switch (failure) {
            case MongoSocketException _, MongoNotPrimaryException _, MongoNodeIsRecoveringException _ ->
                Kind.UNAVAILABLE;
            // with a time limit on operations the search for a server and slow work fail with one type
            case MongoOperationTimeoutException _ -> hasWritableServer(client) ? Kind.TOO_SLOW : Kind.UNAVAILABLE;
            case MongoExecutionTimeoutException _ -> Kind.TOO_SLOW;
            case MongoTimeoutException _ -> Kind.UNAVAILABLE;
            default ->
                failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        ? Kind.CONFLICT
                        : hasWritableServer(client) ? Kind.REFUSED : Kind.UNAVAILABLE;
        };
    }

    private static boolean hasWritableServer(MongoClient client) {
        return client.getClusterDescription().hasWritableServer();
    }
}
