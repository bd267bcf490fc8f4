package dev.engram.runtime.store;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.engram.runtime.store.StoreException;
import dev.engram.runtime.store.StoreException.Kind;

/** What an exception of the driver means to a projection. */
final class Failures {

    private Failures() {}

    static StoreException of(MongoException failure) {
        return new StoreException(kind(failure), failure);
    }

    private static Kind kind(MongoException failure) {
        if (failure.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
            return Kind.COMMIT_UNKNOWN;
        }
        if (failure instanceof MongoSocketException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException) {
            return Kind.UNAVAILABLE;
        }
        if (failure instanceof MongoTimeoutException && hasFoundNoServer(failure)) {
            return Kind.UNAVAILABLE;
        }
        if (failure instanceof MongoOperationTimeoutException || failure instanceof MongoExecutionTimeoutException) {
            return Kind.TOO_SLOW;
        }
        if (failure instanceof MongoTimeoutException) {
            return Kind.UNAVAILABLE;
        }
        return failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL) ? Kind.CONFLICT : Kind.REFUSED;
    }

    /** With a time limit on operations the driver gives the search for a server the same type as slow work. */
    private static boolean hasFoundNoServer(MongoException failure) {
        return failure.getMessage() != null && failure.getMessage().contains("waiting for a server");
    }
}
