package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCloseTheHomeAndTheSigningKeyToOthers() throws Exception {
        // given
        StackFolders folders = new StackFolders(folder.resolve("home"));

        // when
        folders.create();
        SigningKeys keys = SigningKeys.in(folders.keys());

        // then
        assertThat(mode(folders.home())).isEqualTo("rwx------");
        assertThat(mode(keys.privateKey())).isEqualTo("rw-------");
    }

    @Test
    void shouldNameTheOptionWhereTheHomeCannotBeWritten() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("file"), "x");

        // then
        assertThatThrownBy(new StackFolders(file)::create)
                .hasMessageContainingAll("cannot write in " + file, "--home FOLDER");
    }

    @Test
    void shouldMakeOnePairOfKeysThatFit() throws Exception {
        // given
        SigningKeys keys = SigningKeys.in(folder);
        String made = Files.readString(keys.privateKey());
        var factory = KeyFactory.getInstance("EC");

        // when
        SigningKeys again = SigningKeys.in(folder);
        var privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(der(again.privateKey())));
        var publicKey = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(der(again.publicKey())));
        byte[] signature = sign(privateKey);

        // then
        assertThat(Files.readString(again.privateKey())).isEqualTo(made);
        assertThat(publicKey.getParams().getOrder().bitLength()).isEqualTo(256);
        assertThat(verify(publicKey, signature)).isTrue();
    }

    @Test
    void shouldKeepTheInstalledCopyLikeTheBuild() throws Exception {
        // given
        Path built = folder.resolve("built");
        Path installed = folder.resolve("installed");
        Files.createDirectories(built.resolve("lib"));
        Files.writeString(built.resolve("quarkus-run.jar"), "one");
        Files.writeString(built.resolve("lib/old.jar"), "old");
        InstalledApp.update(built, installed);
        Path open = installed.resolve("quarkus-run.jar");

        // when
        try (var running = Files.newInputStream(open)) {
            Files.writeString(built.resolve("quarkus-run.jar"), "another");
            Files.delete(built.resolve("lib/old.jar"));
            InstalledApp.update(built, installed);

            // then
            assertThat(running.readAllBytes()).asString().isEqualTo("one");
        }
        assertThat(open).hasContent("another");
        assertThat(installed.resolve("lib/old.jar")).doesNotExist();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static byte[] der(Path pem) throws Exception {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----.*-----", ""));
    }

    private static byte[] sign(PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update((byte) 1);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] signed) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(key);
        signature.update((byte) 1);
        return signature.verify(signed);
    }
}
