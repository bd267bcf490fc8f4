package dev.engram.gateway.adapter.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads the private key from its file. */
public final class SigningKey {
    private static final int P256_BITS = 256;
    private static final String MEND =
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem, and for the services"
                    + " openssl pkey -in private.pem -pubout -out public.pem";

    private SigningKey() {}

    /**
     * @param file a key of the curve P-256 as PKCS #8 in PEM
     * @throws IllegalArgumentException saying what is wrong with the file and how to make one
     */
    public static PrivateKey read(Path file) {
        var key = parse(file);
        if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
            return key;
        }
        throw new IllegalArgumentException(message(file, "holds a key of another curve"));
    }

    /** What to throw where no file is named. */
    public static IllegalArgumentException notSet() {
        return new IllegalArgumentException(
                "engram.gateway.signing-key is not set (environment: ENGRAM_GATEWAY_SIGNING_KEY);"
                        + " mend: name the file of a private key, made with " + MEND);
    }

    private static PrivateKey parse(Path file) {
        try {
            var der = Base64.getDecoder().decode(body(Files.readString(file)));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException e) {
            throw new IllegalArgumentException(message(file, "cannot be read"), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(message(file, "holds no private key of an elliptic curve"), e);
        }
    }

    private static String message(Path file, String what) {
        return "engram.gateway.signing-key: %s %s; mend: %s".formatted(file, what, MEND);
    }

    private static String body(String pem) {
        return pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    }
}
