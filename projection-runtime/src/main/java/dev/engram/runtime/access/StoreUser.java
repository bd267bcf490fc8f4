package dev.engram.runtime.access;

import dev.engram.events.topic.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The users of the broker and the database: one per service with the rights that it needs, and the operator, who may do everything. */
public enum StoreUser {
    CARD("card-service", "engram_cards", Set.of(Topics.CARDS.name()), Set.of()),
    REVIEW(
            "review-service",
            "engram_review",
            Set.of(Topics.REVIEWS.name()),
            Set.of(Topics.CARDS.name(), Topics.REVIEWS.name())),
    ANALYTICS("analytics-service", "engram_analytics", Set.of(), Set.of(Topics.CARDS.name(), Topics.REVIEWS.name())),
    GATEWAY("gateway", "engram_gateway", Set.of(), Set.of()),
    OPERATOR("operator", null, Set.of(), Set.of());

    private final String label;
    private final @Nullable String database;
    private final Set<String> appendsTo;
    private final Set<String> reads;

    StoreUser(String label, @Nullable String database, Set<String> appendsTo, Set<String> reads) {
        this.label = label;
        this.database = database;
        this.appendsTo = appendsTo;
        this.reads = reads;
    }

    /** Its name, which is that of the service; also that of its file of credentials, with {@code .properties}. */
    public String label() {
        return label;
    }

    /** The user of this name. @throws IllegalArgumentException if there is none */
    public static StoreUser of(String label) {
        return Arrays.stream(values())
                .filter(user -> user.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no user of this name: " + label));
    }

    /** All users with what {@code source} has for each. */
    public static <T> Map<StoreUser, T> all(Function<StoreUser, T> source) {
        return Arrays.stream(values()).collect(Collectors.toMap(user -> user, source));
    }

    /** Whether it uses the broker. The gateway does not. */
    public boolean usesBroker() {
        return this == OPERATOR || !appendsTo.isEmpty() || !reads.isEmpty();
    }

    /** Its roles in the database. */
    List<Document> roles() {
        return List.of(
                database == null
                        ? new Document("role", "root").append("db", "admin")
                        : new Document("role", "readWrite").append("db", database));
    }

    /** What the broker allows it. Who may read a topic or append to it may describe it, too; the operator is a super user. */
    Set<AclBinding> rights() {
        var owned = appendsTo.stream()
                .flatMap(topic ->
                        Stream.of(AclOperation.CREATE, AclOperation.WRITE).map(operation -> topic(topic, operation)));
        var read = reads.stream().map(topic -> topic(topic, AclOperation.READ));
        var looked = Stream.concat(appendsTo.stream(), reads.stream())
                .map(topic -> topic(topic, AclOperation.DESCRIBE_CONFIGS));
        var groups = reads.isEmpty()
                ? Stream.<AclBinding>empty()
                : Stream.of(binding(ResourceType.GROUP, label + ".", PatternType.PREFIXED, AclOperation.READ));
        return Stream.of(owned, read, looked, groups)
                .flatMap(bindings -> bindings)
                .collect(Collectors.toSet());
    }

    private AclBinding topic(String topic, AclOperation operation) {
        return binding(ResourceType.TOPIC, topic, PatternType.LITERAL, operation);
    }

    private AclBinding binding(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal(), "*", operation, AclPermissionType.ALLOW));
    }

    /** Its name in the broker's rules. */
    String principal() {
        return "User:" + label;
    }
}
