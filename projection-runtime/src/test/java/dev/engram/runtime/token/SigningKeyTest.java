package dev.engram.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    private Path folder;

    private Path write(byte[] der) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    @RepeatedTest(5)
    void shouldComputeThePublicHalfAndSignWhatItVerifies() throws Exception {
        // given
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        // when
        var key = SigningKey.read(write(pair.getPrivate().getEncoded()));
        var parts = key.sign("{\"sub\":\"somebody\"}").split("\\.");
        // then
        assertThat(key.publicKey().getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .contains("\"kid\":\"" + key.id() + "\"");
        assertThat(key.jwk()).contains(key.id());
        assertThat(key.toString()).doesNotContain(key.privateKey().getS().toString());
    }

    @Test
    void shouldSayWhatIsWrongWithAFileAndHowToMakeOne() throws Exception {
        // given
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var absent = folder.resolve("absent.pem");
        // then
        assertThatIOException()
                .isThrownBy(() -> SigningKey.read(absent))
                .withMessageContaining(absent.toString())
                .withMessageContaining("openssl genpkey");
        var another = write(generator.generateKeyPair().getPrivate().getEncoded());
        assertThatIOException().isThrownBy(() -> SigningKey.read(another)).withMessageContaining("another curve");
        var damaged = write(new byte[] {1, 2, 3});
        assertThatIOException()
                .isThrownBy(() -> SigningKey.read(damaged))
                .withMessageContaining("is not a private key");
    }
}
