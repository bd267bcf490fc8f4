package dev.engram.gateway.adapter.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;

/** Reads the private key from its file. */
public final class SigningKey {
    private static final int P256_BITS = 256;
    private static final String REMEDY =
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
                        + " remedy: name the file of a private key, made with " + REMEDY);
    }

    private static PrivateKey parse(Path file) {
        try {
            return KeyUtils.decodePrivateKey(Files.readString(file), SignatureAlgorithm.ES256);
        } catch (IOException e) {
            throw new IllegalArgumentException(message(file, "cannot be read"), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(message(file, "holds no private key of an elliptic curve"), e);
        }
    }

    private static String message(Path file, String what) {
        return "engram.gateway.signing-key: %s %s; remedy: %s".formatted(file, what, REMEDY);
    }
}
