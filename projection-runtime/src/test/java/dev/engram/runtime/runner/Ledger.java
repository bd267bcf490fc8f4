package dev.engram.runtime.runner;

import dev.engram.events.codec.Decoded;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projection;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.runner.Ledger.Entry;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A projection that shows what was applied: a document per account and item with every amount added, in order and as
 * often as it was applied, so that an event applied twice is seen. The total is derived under the account's rate.
 */
record Ledger(String name, int foldVersion, boolean isFixed) implements Projection<Entry, String, Tally, Rate> {

    /** An amount or a rate that cannot be applied before the fix. */
    static final int UNFOLDABLE = -666;

    sealed interface Entry {
        String account();
    }

    /** Negative amounts can be kept, but not be rated. */
    record Added(String account, String item, int amount) implements Entry {}

    record RateSet(String account, int rate) implements Entry {}

    record Tally(List<Integer> amounts, long total) {
        Tally {
            amounts = List.copyOf(amounts);
        }
    }

    record Rate(int rate) {}

    static Ledger named(String name) {
        return new Ledger(name, 1, false);
    }

    /** A later build that can apply what could not be applied. */
    Ledger fixed() {
        return new Ledger(name, foldVersion, true);
    }

    /** Everything that declares it, read from {@code topic}. */
    ProjectionDefinition<Entry, String, Tally, Rate> on(TopicDefinition topic) {
        return new ProjectionDefinition<>(this, new LedgerMapping(), Ledger::decode, topic);
    }

    static String added(String account, String item, int amount) {
        return "added %s %s %d".formatted(account, item, amount);
    }

    static String rate(String account, int rate) {
        return "rate %s %d".formatted(account, rate);
    }

    static Decoded<Entry> decode(Map<String, String> headers, byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.Undecodable<>("no-value", "a record without a value");
        }
        var words = new String(value, StandardCharsets.UTF_8).split(" ");
        return switch (words[0]) {
            case "added" -> new Decoded.Event<>(new Added(words[1], words[2], Integer.parseInt(words[3])));
            case "rate" -> new Decoded.Event<>(new RateSet(words[1], Integer.parseInt(words[2])));
            default -> new Decoded.Undecodable<>("unknown-type", "type " + words[0] + " is not known here");
        };
    }

    static String key(String account, String item) {
        return account + "/" + item;
    }

    @Override
    public String contextKey(Entry event) {
        return event.account();
    }

    @Override
    public Set<String> keys(Entry event) {
        return switch (event) {
            case Added added -> Set.of(key(added.account(), added.item()));
            case RateSet _ -> Set.of();
        };
    }

    /** What could not be applied before is obsolete after this rate. */
    static final int OBSOLETING = 1_000;

    @Override
    public boolean isObsolete(Rate context, Entry event) {
        return context.rate() == OBSOLETING;
    }

    @Override
    public Rate initialContext() {
        return new Rate(1);
    }

    @Override
    public Rate applyContext(Rate context, Entry event) {
        return switch (event) {
            case Added _ -> context;
            case RateSet set
            when set.rate() == UNFOLDABLE && !isFixed -> throw new IllegalArgumentException("unfoldable");
            case RateSet set -> new Rate(set.rate());
        };
    }

    @Override
    public boolean rederives(Rate before, Rate after) {
        return true;
    }

    @Override
    public Tally initial(String key) {
        return new Tally(List.of(), 0);
    }

    @Override
    public Tally apply(Tally state, Entry event) {
        return switch (event) {
            case Added added
            when added.amount() == UNFOLDABLE && !isFixed -> throw new IllegalArgumentException("unfoldable");
            case Added added -> {
                var amounts = new ArrayList<>(state.amounts());
                amounts.add(added.amount());
                yield new Tally(amounts, state.total());
            }
            case RateSet _ -> state;
        };
    }

    @Override
    public Tally derive(Tally state, Rate context) {
        long sum = state.amounts().stream().mapToLong(Integer::longValue).sum();
        if (sum < 0 && context.rate() != 0) {
            throw new IllegalStateException("a negative sum cannot be rated");
        }
        return new Tally(state.amounts(), sum * context.rate());
    }

    @Override
    public Tally underived(Tally state) {
        return new Tally(state.amounts(), 0);
    }

    @Override
    public List<Aggregate<String, Tally>> aggregates() {
        return List.of(TOTALS);
    }

    /** Number of documents and sum of totals, by account; the day is the number of amounts. */
    static final Aggregate<String, Tally> TOTALS = new Totals("totals", false);

    /** The same by item, which the accounts of several partitions may have. */
    static final Aggregate<String, Tally> ITEMS = new Totals("items", true);

    private record Totals(String name, boolean isFedBySeveralPartitions) implements Aggregate<String, Tally> {
        @Override
        public List<String> counts() {
            return List.of("documents", "total");
        }

        @Override
        public Map<AggregateKey, long[]> contributions(String key, Tally state) {
            var subject = key.split("/")[isFedBySeveralPartitions ? 1 : 0];
            return Map.of(new AggregateKey(subject, state.amounts().size()), new long[] {1, state.total()});
        }
    }
}
