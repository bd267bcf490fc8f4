package dev.engram.gateway.adapter.account;

import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.EmailAddress;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what accounts are made of, or ends the request with a problem naming the field and the rule. */
public final class AccountInput {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    private AccountInput() {}

    /** The name of an account, as {@link Account#usernameOf} gives it. */
    static String username(String field, @Nullable String typed) {
        var username = Account.usernameOf(Fields.required(field, typed));
        if (!Account.isUsername(username)) {
            throw Fields.invalid(field, "must be " + Account.USERNAME_RULE);
        }
        return username;
    }

    /** Roles, at least one. */
    static Set<String> roles(@Nullable List<@Nullable String> given) {
        var roles = new TreeSet<String>();
        for (var role : Fields.required("roles", given)) {
            if (role == null || !Role.ALL.contains(role)) {
                throw Fields.invalid("roles", "must be some of " + String.join(", ", new TreeSet<>(Role.ALL)));
            }
            roles.add(role);
        }
        if (roles.isEmpty()) {
            throw Fields.invalid("roles", "must name at least one role");
        }
        return roles;
    }

    /** An e-mail address; null where none is given, or an empty one, which removes it. */
    static @Nullable String email(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        if (!EmailAddress.isValid(given)) {
            throw Fields.invalid("email", EmailAddress.RULE);
        }
        return given;
    }

    /** A text that must be there as it was typed, such as a password. */
    public static String typed(String field, @Nullable String value) {
        var given = Fields.required(field, value == null || value.isBlank() ? null : value);
        // half a surrogate pair would be taken for a question mark
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(given)) {
            throw Fields.invalid(field, "must be well-formed Unicode, without half a surrogate pair");
        }
        return given;
    }

    /** The parameter {@code limit}. */
    static int pageSize(@Nullable String limit) {
        return limit == null ? USUAL_PAGE : (int) Fields.integer("limit", limit, 1, LARGEST_PAGE);
    }

    /** The version that the client has seen, null where it does not say. */
    static @Nullable Long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Fields.invalid("If-Match", "must be the ETag of the account, such as \"5\"");
        }
        return Long.valueOf(tag.group(1));
    }
}
