package dev.engram.projections.planted;

import org.bson.Document;

/** Keeps its state in a document of the store. */
final class FoldWithBson {
    private FoldWithBson() {}

    static Document apply(Document state) {
        return new Document(state).append("reviews", state.getInteger("reviews", 0) + 1);
    }
}
