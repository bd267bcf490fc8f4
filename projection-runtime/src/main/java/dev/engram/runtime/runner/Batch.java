package dev.engram.runtime.runner;

import dev.engram.events.codec.Decoded;
import dev.engram.projections.Derivation;
import dev.engram.projections.Projection;
import dev.engram.runtime.definition.EventDecoder;
import dev.engram.runtime.store.ParkedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive records of one partition, decoded, that are applied together.
 *
 * @param next offset after the batch
 * @param leaderEpoch of the last record
 * @param appended when the last record was appended; absent for a batch that only steps over control records
 */
public record Batch<E, K>(
        List<Entry<E, K>> entries,
        long next,
        @Nullable Integer leaderEpoch,
        @Nullable Instant appended) {

    /** One record. */
    public sealed interface Entry<E, K> {
        ConsumerRecord<byte[], byte[]> origin();

        record Readable<E, K>(ConsumerRecord<byte[], byte[]> origin, E event, String contextKey, Set<K> keys)
                implements Entry<E, K> {}

        record Unreadable<E, K>(ConsumerRecord<byte[], byte[]> origin, ParkedEvent.Why why) implements Entry<E, K> {}
    }

    public Batch {
        entries = List.copyOf(entries);
    }

    /** A step over control records: no record, another offset. */
    static <E, K> Batch<E, K> gap(long next, @Nullable Integer leaderEpoch) {
        return new Batch<>(List.of(), next, leaderEpoch, null);
    }

    static <E, K> Batch<E, K> of(List<Entry<E, K>> entries) {
        var last = entries.getLast().origin();
        return new Batch<>(
                entries, last.offset() + 1, last.leaderEpoch().orElse(null), Instant.ofEpochMilli(last.timestamp()));
    }

    public static <E, K> Entry<E, K> entry(
            ConsumerRecord<byte[], byte[]> origin, EventDecoder<E> reader, Projection<E, K, ?, ?> projection) {
        var headers = new HashMap<String, String>();
        for (var header : origin.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        try {
            return switch (reader.decode(headers, origin.value())) {
                case Decoded.Event<E>(var event) -> placed(origin, event, projection);
                case Decoded.Undecodable<E>(var reason, var detail) ->
                    new Entry.Unreadable<>(origin, new ParkedEvent.Why(reason, detail));
            };
        } catch (RuntimeException failure) {
            return new Entry.Unreadable<>(origin, new ParkedEvent.Why("decoding-failed", Derivation.reason(failure)));
        }
    }

    /** A record belongs under the key of its context: under another it lies in a partition that does not fold that context. */
    private static <E, K> Entry<E, K> placed(
            ConsumerRecord<byte[], byte[]> origin, E event, Projection<E, K, ?, ?> projection) {
        var contextKey = projection.contextKey(event);
        if (!Arrays.equals(contextKey.getBytes(StandardCharsets.UTF_8), origin.key())) {
            return new Entry.Unreadable<>(
                    origin,
                    new ParkedEvent.Why(
                            "key-mismatch",
                            "the key of the record is not the learner or deck that its content names: another producer"
                                    + " writes to this topic; stop it, and discard the record"));
        }
        return new Entry.Readable<>(origin, event, contextKey, Set.copyOf(projection.keys(event)));
    }

    /** A record as it is parked. */
    public static ParkedEvent parked(ConsumerRecord<byte[], byte[]> origin, ParkedEvent.Why why) {
        var headers = new ArrayList<ParkedEvent.Header>();
        origin.headers().forEach(header -> headers.add(new ParkedEvent.Header(header.key(), binary(header.value()))));
        return new ParkedEvent(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                why,
                binary(origin.key()),
                headers,
                binary(origin.value()),
                null);
    }

    /** Inverse of {@link #parked}, as far as a fold looks at a record. */
    static ConsumerRecord<byte[], byte[]> record(ParkedEvent event) {
        var record = new ConsumerRecord<byte[], byte[]>(
                event.topic(), event.partition(), event.offset(), bytes(event.key()), bytes(event.value()));
        event.headers().forEach(header -> record.headers().add(header.name(), bytes(header.value())));
        return record;
    }

    private static @Nullable Binary binary(byte @Nullable [] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    private static byte @Nullable [] bytes(@Nullable Binary binary) {
        return binary == null ? null : binary.getData();
    }
}
