package dev.engram.runtime.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.UuidRepresentation;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BsonDocumentsTest {

    private static final Codec<Document> CODEC = CodecRegistries.withUuidRepresentation(
                    MongoClientSettings.getDefaultCodecRegistry(), UuidRepresentation.STANDARD)
            .get(Document.class);

    private final BsonDocuments documents = new BsonDocuments(CODEC);

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadWhatTheCodecReads(long seed) {
        // given
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var stored = new RawBsonDocument(document(random, 3), CODEC);
            // when
            var read = documents.read(stored);
            // then: in the same order, too
            assertThat(read).isEqualTo(stored.decode(CODEC));
            assertThat(read.toJson(CODEC)).isEqualTo(stored.decode(CODEC).toJson(CODEC));
        }
    }

    @Test
    void shouldLeaveOtherTypesToTheCodec() {
        for (Object other : List.of(new ObjectId(), Decimal128.parse("1.5"), new Binary((byte) 0x80, new byte[] {1}))) {
            // given
            var stored = new RawBsonDocument(new Document("a", 1).append("b", List.of(other)), CODEC);
            // then
            assertThat(documents.read(stored)).isEqualTo(stored.decode(CODEC));
        }
    }

    private static Document document(Random random, int depth) {
        var document = new Document();
        for (int i = random.nextInt(8); i > 0; i--) {
            document.append(name(random), value(random, depth));
        }
        return document;
    }

    /** Often one that was there before, and of all lengths of characters. */
    private static String name(Random random) {
        var letters = new String[] {"a", "B", "é", "漢", "😀", "_id"};
        return String.join(
                "",
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> letters[random.nextInt(letters.length)])
                        .toList());
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 11)) {
            case 0 -> random.nextDouble();
            case 1 -> name(random) + "\0" + name(random);
            case 2 -> new UUID(random.nextLong(), random.nextLong());
            case 3 -> new Binary(new byte[random.nextInt(20)]);
            case 4 -> random.nextBoolean();
            case 5 -> new Date(random.nextLong());
            case 6 -> null;
            case 7 -> random.nextInt();
            case 8 -> random.nextLong();
            case 9 -> document(random, depth - 1);
            default -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(13); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }
}
