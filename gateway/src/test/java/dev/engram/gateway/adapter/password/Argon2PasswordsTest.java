package dev.engram.gateway.adapter.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.gateway.domain.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordsTest {
    /** Of "write-transformers": Python 3.11, argon2-cffi 25.1.0, PasswordHasher(3, 12288, 1). */
    private static final String REFERENCE =
            "$argon2id$v=19$m=12288,t=3,p=1$AFeVvpT9bJPyrPjYgnF2VQ$Z2fYF64fPYyVr33d/dF1aRGf7iWi8wIpYkXqoxHLKik";
    /** Of "write-transformers": Python, bcrypt 5.0.0, hashpw(..., gensalt(4, b"2a")). */
    private static final String BCRYPT = "$2a$04$lrFDngvqb8M9iUKruT/CWuDDHhzpI/CczW3Jov28vywV0.AeVUtgC";

    private final Argon2Passwords passwords = new Argon2Passwords();

    private boolean matches(String typed, String hash) {
        return passwords.matches(Password.typed(typed), hash);
    }

    @Test
    void shouldMatchItsOwnHashesAndNoOthers() {
        // when
        var hash = passwords.hash(Password.typed("correct horse battery"));
        // then
        assertThat(hash).startsWith("$argon2id$v=19$m=12288,t=3,p=1$");
        assertThat(matches("correct horse battery", hash)).isTrue();
        assertThat(matches("correct horse batterz", hash)).isFalse();
        assertThat(passwords.isCurrent(hash)).isTrue();
        assertThat(passwords.hash(Password.typed("correct horse battery"))).isNotEqualTo(hash);
    }

    @Test
    void shouldMatchHashesOfTheReferenceImplementation() {
        assertThat(matches("write-transformers", REFERENCE)).isTrue();
        assertThat(matches("write-transformer", REFERENCE)).isFalse();
        assertThat(passwords.isCurrent(REFERENCE)).isTrue();
    }

    @Test
    void shouldMatchHashesOfEarlierReleasesAndSayThatTheyAreOld() {
        assertThat(matches("write-transformers", BCRYPT)).isTrue();
        assertThat(matches("write-transformer", BCRYPT)).isFalse();
        assertThat(passwords.isCurrent(BCRYPT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {REFERENCE, BCRYPT})
    void shouldNotFoldWidthsNorEndAtNul(String hash) {
        assertThat(matches("\uff57\uff52\uff49\uff54\uff45-transformers", hash)).isFalse();
        assertThat(matches("write-transformers\0", hash)).isFalse();
    }

    @Test
    void shouldReadALongPasswordToItsEnd() {
        // given
        var longest = "abcdefgh".repeat(16);
        var hash = passwords.hash(Password.typed(longest));
        // then
        assertThat(matches(longest, hash)).isTrue();
        assertThat(matches(longest.substring(0, 127) + "z", hash)).isFalse();
        assertThat(matches("write-transformers".repeat(5), BCRYPT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "PASSWORD1234567890, true",
        "1qaz2wsx3edc, true",
        "dragondragondragon, true",
        "monkey2026!!!, true",
        "correct horse battery, false",
        "write-transformers, false"
    })
    void shouldKnowTheCommonestPasswords(String typed, boolean common) {
        assertThat(passwords.isCommon(Password.typed(typed))).isEqualTo(common);
    }
}
