package dev.engram.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final String PASSWORD = "p@ss:\"w\\ord\" /?ü+&=%";

    @TempDir
    Path folder;

    @Test
    void shouldPutAnyPasswordIntoAConnectionString() {
        // when
        var parsed = new ConnectionString(
                MongoUri.withUser("mongodb://db1:27017,db2/?replicaSet=rs0", "card-service", PASSWORD));
        // then
        var credential = parsed.getCredential();
        assertThat(credential).isNotNull();
        assertThat(credential.getUserName()).isEqualTo("card-service");
        assertThat(credential.getPassword()).isEqualTo(PASSWORD.toCharArray());
        assertThat(credential.getSource()).isEqualTo("admin");
        assertThat(parsed.getHosts()).containsExactly("db1:27017", "db2");
        assertThat(parsed.getRequiredReplicaSetName()).isEqualTo("rs0");
    }

    @Test
    void shouldLeaveAConnectionStringWithoutAUserAsItIs() {
        assertThat(MongoUri.withUser("mongodb://me:x@db1/?authSource=other", null, null))
                .isEqualTo("mongodb://me:x@db1/?authSource=other");
        assertThat(MongoUri.withUser("mongodb://db1/engram?authSource=other", "u", "p"))
                .isEqualTo("mongodb://u:p@db1/engram?authSource=other");
        assertThat(MongoUri.withUser("mongodb://db1", "u", "p")).isEqualTo("mongodb://u:p@db1/?authSource=admin");
    }

    @Test
    void shouldNameTheSettingThatIsMissingOrGivenTwice() {
        assertThatThrownBy(() -> MongoUri.withUser("mongodb://db1", "u", ""))
                .hasMessageContaining("engram.mongo.password is not set");
        assertThatThrownBy(() -> MongoUri.withUser("mongodb://me:secret@db1", "u", "p"))
                .hasMessageContaining("engram.mongo.uri")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> KafkaAccess.of("b:1", "u", null, null, Map.of()))
                .hasMessageContaining("engram.kafka.password is not set");
        assertThatThrownBy(() -> KafkaAccess.open(" ")).hasMessageContaining("engram.kafka.bootstrap-servers");
    }

    @Test
    void shouldPutAnyPasswordIntoTheSettingsOfAClientOfKafka() {
        // when
        var access = KafkaAccess.of("b:1", "card-service", PASSWORD, null, Map.of("security.protocol", "SASL_SSL"));
        // then
        var jaas = new Password((String) access.settings().get(SaslConfigs.SASL_JAAS_CONFIG));
        var entry = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, jaas))
                .configurationEntries()
                .getFirst();
        assertThat(entry.getOptions().get("password")).isEqualTo(PASSWORD);
        assertThat(access.settings())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256");
    }

    @Test
    void shouldShowNoPasswordAsText() throws Exception {
        // given
        var file = Files.writeString(
                folder.resolve("operator.properties"),
                "engram.kafka.user=operator\nengram.kafka.password=secret\nengram.kafka.client.security.protocol=SASL_SSL\n"
                        + "engram.mongo.user=operator\nengram.mongo.password=secret\n");
        // when
        var credentials = StoreCredentials.read(file);
        // then
        assertThat(credentials.kafka("b:1").settings()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(credentials.mongo("mongodb://db1")).contains("operator:secret@");
        assertThat(credentials + " " + credentials.kafka("b:1")).doesNotContain("secret");
    }

    @Test
    void shouldNameAFileOfCredentialsThatIsNotThere() {
        var absent = folder.resolve("absent.properties");
        assertThatThrownBy(() -> StoreCredentials.read(absent))
                .hasMessage("the file of credentials %s is not there", absent);
    }
}
