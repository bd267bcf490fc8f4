package dev.engram.runtime.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import dev.engram.runtime.mongo.ReplicaSet;
import dev.engram.runtime.store.StoreException.Kind;
import java.util.List;
import java.util.Set;

/** What an exception of the driver means to a projection, by its type, labels and what the driver knows of the servers. */
final class MongoFailures {

    /** BSONObjectTooLarge, and what an update says that would make a document too large. */
    private static final Set<Integer> TOO_LARGE = Set.of(10334, 17419, 17420);

    /** BadValue, TypeMismatch, PathNotViable: what $push, $inc and $set say of a field of another type. */
    private static final Set<Integer> WRONG_TYPE = Set.of(2, 14, 28);

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
            case MongoSecurityException _ -> Kind.ACCESS_DENIED;
            default ->
                failure.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                        ? Kind.CONFLICT
                        : hasWritableServer(client) ? refused(failure) : Kind.UNAVAILABLE;
        };
    }

    private static Kind refused(MongoException failure) {
        var codes = failure instanceof MongoBulkWriteException bulk
                ? bulk.getWriteErrors().stream().map(BulkWriteError::getCode).toList()
                : List.of(failure.getCode());
        if (codes.contains(ReplicaSet.UNAUTHORIZED)) {
            return Kind.ACCESS_DENIED;
        }
        return codes.stream().anyMatch(TOO_LARGE::contains)
                ? Kind.DOCUMENT_TOO_LARGE
                : codes.stream().anyMatch(WRONG_TYPE::contains) ? Kind.DOCUMENT_UNWRITABLE : Kind.REFUSED;
    }

    private static boolean hasWritableServer(MongoClient client) {
        return client.getClusterDescription().hasWritableServer();
    }
}
