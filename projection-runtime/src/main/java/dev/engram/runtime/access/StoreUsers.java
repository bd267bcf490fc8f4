package dev.engram.runtime.access;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.bson.Document;

/** Gives a broker and a database their users. May be repeated: passwords and rights are then as they should be. */
public final class StoreUsers {
    private static final int ITERATIONS = 4096;
    private static final int ANSWER_MILLIS = 15_000;
    private static final String MECHANISM = "SCRAM-SHA-256";

    private StoreUsers() {}

    /**
     * @param broker as a super user
     * @param users the users to make, with their credentials
     * @throws IOException if the broker does not do it
     */
    public static void makeInBroker(KafkaAccess broker, Map<StoreUser, StoreCredentials> users)
            throws IOException, InterruptedException {
        var settings = broker.settings();
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "engram-users");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        List<UserScramCredentialAlteration> passwords = new ArrayList<>();
        users.forEach((user, credentials) -> {
            var password = credentials.kafkaPassword();
            if (user.usesBroker() && password != null) {
                passwords.add(new UserScramCredentialUpsertion(
                        user.label(), new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS), password));
            }
        });
        try (var admin = Admin.create(settings)) {
            // rights first: nobody gets in before they are narrowed
            for (var user : users.keySet()) {
                allow(admin, user);
            }
            done(admin.alterUserScramCredentials(passwords).all());
        } catch (ExecutionException | KafkaException failed) {
            throw new IOException(
                    "the broker at %s did not take its users: %s"
                            .formatted(broker, failed.getCause() == null ? failed : failed.getCause()),
                    failed);
        }
    }

    /** Exactly the rights of the user: those of an earlier version go. */
    private static void allow(Admin admin, StoreUser user) throws ExecutionException, InterruptedException {
        var filter = new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(user.principal(), null, AclOperation.ANY, AclPermissionType.ANY));
        Collection<AclBinding> present = admin.describeAcls(filter).values().get();
        Set<AclBinding> missing = new HashSet<>(user.rights());
        missing.removeAll(present);
        Set<AclBinding> surplus = new HashSet<>(present);
        surplus.removeAll(user.rights());
        if (!missing.isEmpty()) {
            done(admin.createAcls(missing).all());
        }
        if (!surplus.isEmpty()) {
            var _ = admin.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        }
    }

    private static void done(KafkaFuture<Void> change) throws ExecutionException, InterruptedException {
        var _ = change.get();
    }

    /**
     * @param client as a user who may make users, see {@link MongoUri#ofServer}
     * @param users the users to make, with their credentials
     */
    public static void makeInDatabase(MongoClient client, Map<StoreUser, StoreCredentials> users) {
        MongoDatabase admin = client.getDatabase("admin");
        users.forEach((user, credentials) -> {
            var password = credentials.mongoPassword();
            if (password != null) {
                var found = admin.runCommand(new Document("usersInfo", user.label()))
                        .getList("users", Document.class);
                admin.runCommand(new Document(found.isEmpty() ? "createUser" : "updateUser", user.label())
                        .append("pwd", password)
                        .append("roles", user.roles())
                        .append("mechanisms", List.of(MECHANISM)));
            }
        });
    }
}
