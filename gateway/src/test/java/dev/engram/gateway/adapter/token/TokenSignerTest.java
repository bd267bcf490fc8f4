package dev.engram.gateway.adapter.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.testing.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSignerTest {
    @TempDir
    Path folder;

    private Path pem(String algorithm, String curve) throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        var der = generator.generateKeyPair().getPrivate().getEncoded();
        var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(algorithm + curve),
                "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    private static void refused(Path file, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenSigner.readKey(file))
                .withMessageContaining("engram.gateway.signing-key")
                .withMessageContaining(what)
                .withMessageContaining("openssl genpkey");
    }

    @Test
    void shouldReadAKeyOfTheRightCurve() {
        assertThat(TokenSigner.readKey(TestTokens.in(folder).privateKeyFile()).getAlgorithm())
                .isEqualTo("EC");
    }

    @Test
    void shouldSayWhatIsWrongWithAFileAndHowToMakeOne() throws Exception {
        assertThat(TokenSigner.keyNotSet())
                .hasMessageContainingAll("engram.gateway.signing-key", "ENGRAM_GATEWAY_SIGNING_KEY", "openssl genpkey");
        refused(folder.resolve("absent"), "cannot be read");
        refused(Files.writeString(folder.resolve("text"), "no key at all"), "holds no private key");
        refused(pem("RSA", ""), "holds no private key");
        refused(pem("EC", "secp384r1"), "another curve");
    }
}
