package dev.engram.cli.stack;

import dev.engram.local.OwnerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key pair (EC P-256, PEM) with which the gateway signs tokens and the services check them. Created once per home.
 *
 * @param privateKey PKCS #8, readable by its owner only
 * @param publicKey X.509 SubjectPublicKeyInfo
 */
record SigningKeys(Path privateKey, Path publicKey) {

    /** The keys in this folder, created now if there are none. */
    static SigningKeys in(Path folder) {
        SigningKeys keys = new SigningKeys(privateKey(folder), folder.resolve("signing-key.pub.pem"));
        if (Files.notExists(keys.privateKey) || Files.notExists(keys.publicKey)) {
            keys.create();
        }
        return keys;
    }

    /** Where the private key is, if there is one. */
    static Path privateKey(Path folder) {
        return folder.resolve("signing-key.pem");
    }

    private void create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            // public first: if this JVM dies in between, the next start finds no private key and creates a new pair
            Files.deleteIfExists(privateKey);
            OwnerFile.write(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            OwnerFile.write(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the signing keys in " + privateKey.getParent(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no EC P-256", e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
