package dev.engram.runtime.runner;

import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.ProjectionStore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A store that halts at the end of its first transaction's work, before the commit, and notes how it failed. */
final class HaltingStore extends ForwardingStore {

    private final Runnable halt;
    private final AtomicReference<RuntimeException> failure;

    HaltingStore(ProjectionStore<String, Tally, Rate> store, Runnable halt, AtomicReference<RuntimeException> failure) {
        super(store);
        this.halt = halt;
        this.failure = failure;
    }

    @Override
    public void transact(Consumer<Work<String, Tally, Rate>> work) {
        if (failure.get() != null) {
            store.transact(work);
            return;
        }
        try {
            store.transact(inner -> {
                work.accept(inner);
                halt.run();
            });
        } catch (RuntimeException late) {
            failure.set(late);
            throw late;
        }
    }
}
