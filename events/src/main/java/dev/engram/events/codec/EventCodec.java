package dev.engram.events.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.codec.Decoded.Event;
import dev.engram.events.codec.Decoded.Undecodable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the events of one stream. The version is part of the type name; unknown fields are ignored, unknown
 * types are answered as undecodable. The fields of the stamp stand beside the others, on one level.
 *
 * @param <E> the sealed event type of the stream
 */
public final class EventCodec<E> {

    /** Of CloudEvents. */
    private static final String VERSION = "1.0";

    private final Map<Class<?>, String> types;
    private final Map<String, EventVersion<E>> versions;
    private final String source;
    private final Function<E, Envelope> envelope;

    /** Attributes of an event in CloudEvents. */
    record Envelope(String id, String key, Instant time) {}

    EventCodec(String source, Map<String, EventVersion<E>> versions, Function<E, Envelope> envelope) {
        this.source = source;
        this.versions = Map.copyOf(versions);
        this.envelope = envelope;
        this.types = versions.entrySet().stream()
                .filter(version -> version.getValue().written())
                .collect(Collectors.toUnmodifiableMap(v -> v.getValue().event(), Map.Entry::getKey));
    }

    public EncodedEvent encode(E event) {
        var about = envelope.apply(event);
        var headers = new HashMap<String, String>();
        headers.put("ce_specversion", VERSION);
        headers.put("ce_id", about.id());
        headers.put("ce_type", typeOf(event));
        headers.put("ce_source", source);
        headers.put("ce_time", about.time().toString());
        headers.put("ce_partitionkey", about.key());
        headers.put("content-type", "application/json");
        return new EncodedEvent(about.key(), headers, canonical(event));
    }

    /** The type name that {@code event} is written under, such as {@code engram.review.recorded.v1}. */
    public String typeOf(E event) {
        var type = types.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no version is written for " + event.getClass());
        }
        return type;
    }

    /** The one byte form of an event: JSON, fields in alphabetical order, no optional field that is absent. */
    public byte[] canonical(E event) {
        ObjectNode tree = ContractJson.MAPPER.valueToTree(event);
        var stamp = (ObjectNode) tree.remove("stamp");
        tree.setAll(stamp);
        var bytes = new ByteArrayOutputStream(512);
        try (var json = ContractJson.MAPPER.createGenerator(bytes)) {
            writeSorted(tree, json);
        } catch (IOException impossible) {
            throw new IllegalStateException("an event has no JSON form", impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeSorted(JsonNode node, JsonGenerator json) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                var names = new ArrayList<String>(object.size());
                object.fieldNames().forEachRemaining(names::add);
                names.sort(null);
                json.writeStartObject();
                for (var name : names) {
                    json.writeFieldName(name);
                    writeSorted(object.get(name), json);
                }
                json.writeEndObject();
            }
            case ArrayNode array -> {
                json.writeStartArray();
                for (var item : array) {
                    writeSorted(item, json);
                }
                json.writeEndArray();
            }
            default -> json.writeTree(node);
        }
    }

    /** Reads a record of the log; never throws because of its content. */
    public Decoded<E> decode(Map<String, String> headers, byte @Nullable [] value) {
        var type = headers.get("ce_type");
        if (type == null) {
            return new Undecodable<>("missing-type", "header ce_type is missing");
        }
        var version = versions.get(type);
        if (version == null) {
            return new Undecodable<>("unknown-type", "type " + type + " is not known here");
        }
        if (!source.equals(headers.get("ce_source"))) {
            return foreign("ce_source", source, headers);
        }
        if (!VERSION.equals(headers.get("ce_specversion"))) {
            return foreign("ce_specversion", VERSION, headers);
        }
        return decode(version, value);
    }

    private static <E> Decoded<E> foreign(String header, String wanted, Map<String, String> headers) {
        var held = headers.get(header);
        return new Undecodable<>(
                "foreign-source",
                "header %s is %s and not %s: another producer writes to this topic"
                        .formatted(header, held == null ? "missing" : held, wanted));
    }

    private Decoded<E> decode(EventVersion<E> version, byte @Nullable [] value) {
        JsonNode tree;
        try {
            tree = value == null ? null : ContractJson.MAPPER.readTree(value);
        } catch (IOException malformed) {
            return new Undecodable<>("malformed-json", ContractJson.place(malformed));
        }
        if (!(tree instanceof ObjectNode fields)) {
            return new Undecodable<>("malformed-json", "value must be a JSON object");
        }
        var current = version.upcast().apply(fields);
        // on one level in the log, the fields of the stamp are in a record of their own here; neither tree is changed
        // any more
        current.set("stamp", ContractJson.MAPPER.createObjectNode().setAll(current));
        try {
            return new Event<>(ContractJson.MAPPER.treeToValue(current, version.event()));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            return new Undecodable<>("invalid-field", ContractJson.rule(broken));
        }
    }
}
