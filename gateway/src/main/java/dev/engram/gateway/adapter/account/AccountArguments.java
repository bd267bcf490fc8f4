package dev.engram.gateway.adapter.account;

import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.EmailAddress;
import dev.engram.kit.auth.Role;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arguments of {@link AccountMain}: {@code COMMAND [NAME] [--role ROLE]… [--email ADDRESS] [--password | --password-stdin]}. */
record AccountArguments(
        String command,
        @Nullable String name,
        Set<String> roles,
        @Nullable String email,
        boolean isPasswordAsked,
        boolean isPasswordInInput) {

    /** @throws IllegalArgumentException saying what is wrong with them */
    static AccountArguments of(List<String> arguments) {
        String command = null;
        String name = null;
        var roles = new TreeSet<String>();
        String email = null;
        var asked = false;
        var inInput = false;
        for (var left = arguments.iterator(); left.hasNext(); ) {
            var argument = left.next();
            switch (argument) {
                case "--role" -> roles.add(role(value(argument, left)));
                case "--email" -> email = email(value(argument, left));
                case "--password" -> asked = true;
                case "--password-stdin" -> inInput = true;
                default -> {
                    if (argument.startsWith("-") || name != null) {
                        throw new IllegalArgumentException("'" + argument + "' is not known here");
                    }
                    if (command == null) {
                        command = argument;
                    } else {
                        name = argument;
                    }
                }
            }
        }
        return new AccountArguments(
                command == null ? "without a command" : command, name, roles, email, asked, inInput);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.next();
    }

    private static String role(String text) {
        if (!Role.ALL.contains(text)) {
            throw new IllegalArgumentException(
                    "--role must be one of " + String.join(", ", new TreeSet<>(Role.ALL)) + ", was " + text);
        }
        return text;
    }

    private static String email(String text) {
        if (!EmailAddress.isValid(text)) {
            throw new IllegalArgumentException("--email " + EmailAddress.RULE);
        }
        return text;
    }

    /** The name, which must be there. */
    String username() {
        var username = name == null ? "" : Account.usernameOf(name);
        if (!Account.isUsername(username)) {
            throw new IllegalArgumentException("the name of the account must be " + Account.USERNAME_RULE);
        }
        return username;
    }
}
