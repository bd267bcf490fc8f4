package dev.engram.gateway.adapter.password;

import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.domain.Password;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords by Argon2id (RFC 9106) with 12 MiB, 3 passes and 1 lane, one of the settings that OWASP's Password Storage Cheat Sheet
 * names; written {@code $argon2id$v=19$m=12288,t=3,p=1$salt$hash}. A hash takes some 70 ms and 12 MiB of heap. The hashes of earlier releases,
 * bcrypt, are still compared; bcrypt reads 72 bytes, so no longer password matches one.
 */
@Singleton
public final class Argon2Passwords implements Passwords {
    private static final int KIBIBYTES = 12_288;
    private static final int PASSES = 3;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String CURRENT = "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(KIBIBYTES, PASSES, LANES);
    private static final Pattern ARGON2ID = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,3}),p=(\\d)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int MAX_BCRYPT_BYTES = 72;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String hash(Password password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var base64 = Base64.getEncoder().withoutPadding();
        var hash = argon2id(password, salt, KIBIBYTES, PASSES, LANES, HASH_BYTES);
        return CURRENT + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public boolean matches(Password password, String hash) {
        var form = ARGON2ID.matcher(hash);
        if (!form.matches()) {
            return matchesBcrypt(password, hash);
        }
        var salt = Base64.getDecoder().decode(form.group(4));
        var expected = Base64.getDecoder().decode(form.group(5));
        var actual = argon2id(
                password,
                salt,
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    @Override
    public boolean isCurrent(String hash) {
        return hash.startsWith(CURRENT);
    }

    @Override
    public boolean isCommon(Password password) {
        return CommonPasswords.contains(password);
    }

    private static boolean matchesBcrypt(Password password, String hash) {
        return password.text().getBytes(StandardCharsets.UTF_8).length <= MAX_BCRYPT_BYTES
                && OpenBSDBCrypt.checkPassword(hash, password.text().toCharArray());
    }

    private static byte[] argon2id(Password password, byte[] salt, int kibibytes, int passes, int lanes, int length) {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(lanes)
                .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var hash = new byte[length];
        generator.generateBytes(password.text().getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
