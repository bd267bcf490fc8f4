package dev.engram.maintenance.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log as a line of JSON: {@code {"offset", "timestamp", "key", "headers": [{"name", "value"}], "value"}}. What is
 * no UTF-8 stands in Base64 under {@code keyBase64} and {@code valueBase64}; what is absent has no field.
 */
final class RecordLine {

    private static final JsonMapper JSON = new JsonMapper();

    private RecordLine() {}

    static String of(ConsumerRecord<byte[], byte[]> origin) throws IOException {
        var line = JSON.createObjectNode().put("offset", origin.offset()).put("timestamp", origin.timestamp());
        put(line, "key", origin.key());
        var headers = line.putArray("headers");
        for (var header : origin.headers()) {
            put(headers.addObject().put("name", header.key()), "value", header.value());
        }
        put(line, "value", origin.value());
        return JSON.writeValueAsString(line);
    }

    /** The record of a line, byte for byte. */
    static ProducerRecord<byte[], byte[]> parse(String line, String topic, int partition) throws IOException {
        var fields = JSON.readTree(line);
        var parsed = new ProducerRecord<byte[], byte[]>(
                topic, partition, fields.path("timestamp").asLong(), bytes(fields, "key"), bytes(fields, "value"));
        for (var header : fields.path("headers")) {
            parsed.headers().add(header.path("name").asText(), bytes(header, "value"));
        }
        return parsed;
    }

    private static void put(ObjectNode line, String field, byte @Nullable [] bytes) {
        if (bytes == null) {
            return;
        }
        try {
            line.put(
                    field,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException noText) {
            line.put(field + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static byte @Nullable [] bytes(JsonNode line, String field) {
        if (line.has(field)) {
            return line.path(field).asText().getBytes(StandardCharsets.UTF_8);
        }
        return line.has(field + "Base64")
                ? Base64.getDecoder().decode(line.path(field + "Base64").asText())
                : null;
    }
}
