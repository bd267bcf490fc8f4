package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.engram.events.topic.Topics;
import dev.engram.local.BrokerClassPath;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.access.StoreUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real broker and mongod of the stack, on the data of a stack of a version without users. */
class StoreUsersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 13;
    private static final String CARDS = Topics.CARDS.name();
    private static final String REVIEWS = Topics.REVIEWS.name();
    private static final String OF_OTHERS = "engram.of-others";

    @TempDir
    private static Path home;

    private static LocalStack stack;

    @BeforeAll
    static void startOnTheDataOfAStackWithoutUsers() throws Exception {
        StackPorts former = StackPorts.free();
        StackFolders folders = new StackFolders(home);
        Path mongodData = folders.data(StackPart.MONGOD);
        Path brokerData = folders.data(StackPart.BROKER);
        var mongod = new LocalMongod(
                        MongodBinary.find(System.err::println),
                        mongodData,
                        folders.log(StackPart.MONGOD),
                        former.of(StackPart.MONGOD),
                        Map.of())
                .startGuarded(TIMEOUT);
        var broker = new LocalBroker(
                        BrokerClassPath.of(StackSettings.rootFromProperty()),
                        brokerData,
                        folders.log(StackPart.BROKER),
                        former.of(StackPart.BROKER),
                        former.controller(),
                        Map.of())
                .startGuarded(TIMEOUT);
        try (var client = MongoClients.create(former.mongoUri())) {
            client.getDatabase("engram_gateway").getCollection("accounts").insertOne(new Document("_id", "kept"));
        }
        KafkaAccess open = KafkaAccess.open(former.kafkaBootstrap());
        try (var admin = Admin.create(open.settings())) {
            done(admin.createTopics(List.of(topic(REVIEWS), topic(OF_OTHERS))).all());
        }
        append(open, REVIEWS, "kept");
        mongod.stop(TIMEOUT);
        broker.stop(TIMEOUT);

        stack = LocalStack.at(home, StackSettings.forTest(StackSettings.rootFromProperty()));
        stack.startStores(StackProgress.NONE);
        try (var admin = Admin.create(stack.kafka().settings())) {
            done(admin.createTopics(List.of(topic(CARDS))).all());
        }
    }

    @AfterAll
    static void stop() {
        stack.stopStartedHere();
    }

    @Test
    void shouldKeepWhatAStackWithoutUsersHasStored() throws Exception {
        try (var client = MongoClients.create(stack.mongoUri())) {
            assertThat(client.getDatabase("engram_gateway")
                            .getCollection("accounts")
                            .find())
                    .contains(new Document("_id", "kept"));
        }
        assertThat(read(stack.kafka(), REVIEWS)).contains("kept");
    }

    @Test
    void shouldLetNobodyInWithoutAUser() throws Exception {
        // given
        String uri = stack.ports().mongoUri();
        Map<String, Object> open =
                KafkaAccess.open(stack.ports().kafkaBootstrap()).settings();
        Map<String, Object> controller = new HashMap<>(
                Map.of("bootstrap.controllers", "127.0.0.1:" + stack.ports().controller()));
        // then
        try (var stranger = MongoClients.create(uri)) {
            assertUnauthorized(() -> stranger.listDatabaseNames().first());
            assertUnauthorized(() -> stranger.getDatabase("engram_gateway")
                    .getCollection("accounts")
                    .find()
                    .first());
            assertUnauthorized(() -> stranger.getDatabase("admin")
                    .runCommand(
                            new Document("createUser", "me").append("pwd", "me").append("roles", List.of("root"))));
        }
        assertThatThrownBy(() -> ask(open, Admin::listTopics).names().get()).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> ask(controller, Admin::describeMetadataQuorum)
                        .quorumInfo()
                        .get())
                .hasCauseInstanceOf(TimeoutException.class);
    }

    private static <T> T ask(Map<String, Object> settings, Function<Admin, T> question) {
        settings.putAll(Map.of("request.timeout.ms", 1_500, "default.api.timeout.ms", 1_500));
        var admin = Admin.create(settings);
        try {
            return question.apply(admin);
        } finally {
            admin.close();
        }
    }

    @ParameterizedTest
    @EnumSource(StoreUser.class)
    void shouldRefuseAWrongPassword(StoreUser user) throws Exception {
        // given
        Path file = home.resolve("wrong");
        Files.writeString(file, Files.readString(file(user)).replaceAll("password=.*", "password=of-" + user.label()));
        var wrong = StoreCredentials.read(file);
        // then
        try (var client = MongoClients.create(wrong.mongo(stack.ports().mongoUri()))) {
            assertThatThrownBy(() -> client.listDatabaseNames().first()).isInstanceOf(MongoSecurityException.class);
        }
        if (user.usesBroker()) {
            assertThatThrownBy(() -> append(wrong.kafka(stack.ports().kafkaBootstrap()), REVIEWS, "forged"))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(value = StoreUser.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
    void shouldLetAServiceUseItsOwnDatabaseOnly(StoreUser user) throws Exception {
        // given
        Map<StoreUser, String> databases = Map.of(
                StoreUser.CARD, "engram_cards",
                StoreUser.REVIEW, "engram_review",
                StoreUser.ANALYTICS, "engram_analytics",
                StoreUser.GATEWAY, "engram_gateway");
        try (var client = mongo(user)) {
            var own = client.getDatabase(databases.get(user));
            // then
            own.getCollection("notes").createIndex(new Document("text", 1));
            try (var session = client.startSession()) {
                session.startTransaction();
                own.getCollection("notes").insertOne(session, new Document("text", "one"));
                // as a process does that takes over from one that is gone
                var other = new Document(
                        "id", session.getServerSession().getIdentifier().getBinary("id"));
                client.getDatabase("admin").runCommand(new Document("killSessions", List.of(other)));
            }
            own.getCollection("notes").insertOne(new Document("text", "two"));
            assertThat(own.getCollection("notes").countDocuments(new Document("text", "two")))
                    .isPositive();
            own.getCollection("notes").drop();
            databases.values().stream()
                    .filter(other -> !other.equals(own.getName()))
                    .forEach(other -> {
                        assertUnauthorized(() -> client.getDatabase(other)
                                .getCollection("accounts")
                                .find()
                                .first());
                        assertUnauthorized(() -> client.getDatabase(other)
                                .getCollection("accounts")
                                .insertOne(new Document()));
                    });
            assertUnauthorized(() -> client.getDatabase("admin").runCommand(new Document("usersInfo", 1)));
            assertUnauthorized(() ->
                    client.getDatabase("local").getCollection("oplog.rs").find().first());
        }
    }

    @Test
    void shouldLetAServiceAppendOnlyToTheTopicThatItOwns() throws Exception {
        assertThatCode(() -> append(kafka(StoreUser.CARD), CARDS, "deck")).doesNotThrowAnyException();
        assertThatCode(() -> append(kafka(StoreUser.REVIEW), REVIEWS, "review")).doesNotThrowAnyException();
        assertMayNotAppend(StoreUser.CARD, REVIEWS);
        assertMayNotAppend(StoreUser.REVIEW, CARDS);
        assertMayNotAppend(StoreUser.ANALYTICS, CARDS);
        assertMayNotAppend(StoreUser.ANALYTICS, REVIEWS);
        // the gateway is no user of the broker, with any password
        var gateway = KafkaAccess.of(stack.ports().kafkaBootstrap(), "gateway", "any", null, Map.of());
        assertThatThrownBy(() -> append(gateway, REVIEWS, "forged"))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThat(read(stack.kafka(), REVIEWS)).doesNotContain("forged");
    }

    private static void assertMayNotAppend(StoreUser user, String topic) {
        assertThatThrownBy(() -> append(kafka(user), topic, "forged")).hasCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void shouldLetAServiceReadWhatItProjects() throws Exception {
        for (StoreUser user : List.of(StoreUser.REVIEW, StoreUser.ANALYTICS)) {
            assertThat(read(kafka(user), REVIEWS)).contains("kept");
            assertThatCode(() -> read(kafka(user), CARDS)).doesNotThrowAnyException();
            assertThatThrownBy(() -> read(kafka(user), OF_OTHERS)).isInstanceOf(TopicAuthorizationException.class);
            assertThatCode(() -> commit(kafka(user), user.label() + ".schedule.g1"))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> read(kafka(StoreUser.CARD), REVIEWS)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> commit(kafka(StoreUser.ANALYTICS), "review-service.schedule.g1"))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void shouldLetNoServiceChangeOrDeleteATopic() throws Exception {
        var change = Map.of(new ConfigResource(ConfigResource.Type.TOPIC, REVIEWS), (Collection<AlterConfigOp>)
                List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET)));
        for (StoreUser user : List.of(StoreUser.CARD, StoreUser.REVIEW, StoreUser.ANALYTICS)) {
            try (var admin = Admin.create(kafka(user).settings())) {
                assertRefused(admin.deleteTopics(List.of(REVIEWS)).all(), TopicAuthorizationException.class);
                assertRefused(admin.incrementalAlterConfigs(change).all(), TopicAuthorizationException.class);
                assertRefused(
                        admin.createTopics(List.of(topic("engram.another"))).all(), TopicAuthorizationException.class);
                assertRefused(admin.describeAcls(AclBindingFilter.ANY).values(), ClusterAuthorizationException.class);
            }
        }
    }

    private static void assertRefused(KafkaFuture<?> answer, Class<? extends Throwable> how) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(how);
    }

    @Test
    void shouldTakeAnotherPasswordAtTheNextStart() throws Exception {
        // given
        var former = StoreCredentials.read(file(StoreUser.CARD));
        Files.delete(file(StoreUser.CARD));
        // when
        stack.stop(StackProgress.NONE);
        stack.startStores(StackProgress.NONE);
        // then
        append(kafka(StoreUser.CARD), CARDS, "deck");
        try (var client = mongo(StoreUser.CARD);
                var old = MongoClients.create(former.mongo(stack.ports().mongoUri()))) {
            client.getDatabase("engram_cards").getCollection("notes").countDocuments();
            assertThatThrownBy(() -> old.listDatabaseNames().first()).isInstanceOf(MongoSecurityException.class);
        }
        assertThatThrownBy(() -> append(former.kafka(stack.ports().kafkaBootstrap()), CARDS, "forged"))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    private static Path file(StoreUser user) {
        return new StackFolders(home).credentials().file(user);
    }

    private static KafkaAccess kafka(StoreUser user) throws IOException {
        return StoreCredentials.read(file(user)).kafka(stack.ports().kafkaBootstrap());
    }

    private static MongoClient mongo(StoreUser user) throws IOException {
        return MongoClients.create(
                StoreCredentials.read(file(user)).mongo(stack.ports().mongoUri()));
    }

    private static void assertUnauthorized(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MongoException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(UNAUTHORIZED));
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    private static void done(KafkaFuture<Void> change) throws ExecutionException, InterruptedException {
        var _ = change.get();
    }

    private static void append(KafkaAccess access, String topic, String value)
            throws ExecutionException, InterruptedException {
        var settings = access.settings();
        settings.putAll(Map.of("enable.idempotence", true, "max.block.ms", 5_000));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> read(KafkaAccess access, String topic) {
        var place = new TopicPartition(topic, 0);
        try (var consumer =
                new KafkaConsumer<>(access.settings(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).get(place);
            var values = new ArrayList<String>();
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private static void commit(KafkaAccess access, String group) {
        var settings = access.settings();
        settings.put("group.id", group);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(REVIEWS, 0), new OffsetAndMetadata(0)));
        }
    }
}
