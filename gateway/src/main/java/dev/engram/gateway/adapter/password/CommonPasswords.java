package dev.engram.gateway.adapter.password;

import dev.engram.gateway.domain.Password;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The 30,000 commonest passwords, in {@code common-passwords.txt}. A password is common if it is in the list, if it is one of the
 * list with digits and signs before or behind ({@code password2026!}), or one of the list repeated. The file is read for each
 * question, some milliseconds, rather than held: passwords are rarely set.
 */
final class CommonPasswords {
    private CommonPasswords() {}

    static boolean contains(Password password) {
        var sought = forms(password.lowerCase());
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        CommonPasswords.class.getResourceAsStream("common-passwords.txt"), "is in this package"),
                StandardCharsets.US_ASCII))) {
            return lines.lines().anyMatch(sought::contains);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The texts that make {@code text} common if they are in the list. */
    private static Set<String> forms(String text) {
        var forms = new HashSet<String>();
        forms.add(text);
        forms.add(text.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", ""));
        for (int length = 1; length <= text.length() / 2; length++) {
            var part = text.substring(0, length);
            if (part.repeat(text.length() / length + 1).startsWith(text)) {
                forms.add(part);
            }
        }
        forms.removeIf(form -> form.length() < 4);
        return forms;
    }
}
