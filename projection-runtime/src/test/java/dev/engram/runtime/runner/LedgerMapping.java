package dev.engram.runtime.runner;

import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import org.bson.Document;

/** Ledger documents in MongoDB: {@code {_id: "account/item", amounts: […], total}}. */
final class LedgerMapping implements DocumentMapping<String, Tally, Rate> {

    @Override
    public Object id(String key) {
        return key;
    }

    @Override
    public String key(Document stored) {
        return stored.getString("_id");
    }

    @Override
    public Document insert(String key, Tally state) {
        return new Document("amounts", state.amounts()).append("total", state.total());
    }

    @Override
    public Document update(String key, Tally before, Tally after) {
        var update = new Document();
        int known = before.amounts().size();
        if (after.amounts().size() > known) {
            var added = after.amounts().subList(known, after.amounts().size());
            update.append("$push", new Document("amounts", new Document("$each", added)));
        }
        if (after.total() != before.total()) {
            update.append("$set", new Document("total", after.total()));
        }
        return update;
    }

    @Override
    public Tally state(String key, Document stored) {
        return new Tally(stored.getList("amounts", Integer.class), stored.getLong("total"));
    }

    @Override
    public Document insertContext(Rate context) {
        return new Document("rate", context.rate());
    }

    @Override
    public Rate context(Document stored) {
        return new Rate(stored.getInteger("rate"));
    }
}
